"""Letters as e-mail: one alone, or several that wait for the same person together."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import User
from letters.models import Letter
from letters.selectors import unsubscribe_token


def letter_mail(person: User, letters: Sequence[Letter]) -> EmailMessage:
    """What is sent for one person. Only decisions come without the means to unsubscribe."""
    stoppable = any(letter.kind != Letter.Kind.DECISION for letter in letters)
    address = settings.PUBLIC_URL + reverse("unsubscribe", args=[unsubscribe_token(person)])
    context: dict[str, Any] = {
        "person": person,
        "letters": letters,
        "public_url": settings.PUBLIC_URL,
        "preferences": settings.PUBLIC_URL + reverse("letter_preferences"),
        "unsubscribe": address if stoppable else "",
        "demonstration": settings.DEMONSTRATION,
    }
    with override(settings.LANGUAGE_CODE):
        subject = letters[0].subject if len(letters) == 1 else _("News from your groups: %(n)d") % {"n": len(letters)}
        body = render_to_string("letters/email/letters.txt", context)
    headers = {"Auto-Submitted": "auto-generated"}
    if stoppable:  # RFC 8058: one click, without a page and without signing in
        headers |= {"List-Unsubscribe": f"<{address}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    # a title may have come with a line end, which would start another header
    return EmailMessage(" ".join(subject.split()), body, None, [person.email], headers=headers)
