"""Letters about proposals: to whoever proposed, and once a day to a course's authors."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import User
from cms.pages.selectors import course_page
from cms.proposals.models import Proposal


def tell_author(proposal_id: int) -> None:
    """What became of their proposal: answered, accepted, included or hidden."""
    proposal = Proposal.objects.select_related("author").get(pk=proposal_id)
    if proposal.author is None:
        return
    with override(settings.LANGUAGE_CODE):
        course = course_page(proposal.course_uid)
        subject = _("Your proposal: %(course)s") % {"course": course.title if course else proposal.place}
        context = {"proposal": proposal, "course": course, "address": _address("my_place") + "#propuestas"}
        _send(proposal.author, subject, "cms/proposals/email/decided.txt", context)


def tell_authors(person: User, waiting: Mapping[str, int]) -> None:
    """How many new proposals each of a person's courses has."""
    with override(settings.LANGUAGE_CODE):
        context = {"person": person, "waiting": list(waiting.items()), "address": _address("proposals_box")}
        _send(person, _("New proposals for your courses"), "cms/proposals/email/digest.txt", context)


def _address(name: str) -> str:
    return str(settings.PUBLIC_URL) + reverse(name)


def _send(person: User, subject: str, template: str, context: dict[str, Any]) -> None:
    subject = " ".join(subject.split())  # a title may have come with a line end, which would start another header
    shared = {"public_url": settings.PUBLIC_URL, "demonstration": settings.DEMONSTRATION}
    send_mail(subject, render_to_string(template, context | shared), None, [person.email])
