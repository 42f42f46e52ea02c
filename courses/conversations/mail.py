"""Letters about what was said. The words themselves are in them, so that a telephone without data plan is enough."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from courses.conversations.models import Announcement, Message, Post
from letters.operations import Draft


def message_letters(message: Message, readers: Iterable[int]) -> list[Draft]:
    enrolment = message.thread.enrolment
    with override(settings.LANGUAGE_CODE):
        subject = _("Message from %(name)s") % {"name": message.author}
        text = _text("message", message=message, enrolment=enrolment)
    path = reverse("thread", args=[enrolment.uid])
    return [Draft(reader, f"message:{message.pk}:{reader}", subject, text, path) for reader in readers]


def announcement_letters(announcement: Announcement, readers: Iterable[tuple[int, str]]) -> list[Draft]:
    """``readers`` are people with the uid of their enrolment."""
    text = _text("announcement", announcement=announcement)
    return [
        Draft(
            user,
            f"announcement:{announcement.pk}:{user}",
            announcement.title,
            text,
            reverse("study_summary", args=[uid]),
        )
        for user, uid in readers
    ]


def post_letters_for(post: Post, readers: Iterable[tuple[int, str]]) -> list[Draft]:
    """``readers`` are people with the address of the conversation as they see it."""
    with override(settings.LANGUAGE_CODE):
        subject = _("%(name)s wrote about a lesson") % {"name": post.author}
        text = _text("post", post=post)
    return [Draft(user, f"post:{post.pk}:{user}", subject, text, path) for user, path in readers]


def hidden_letter(post: Post) -> Draft:
    with override(settings.LANGUAGE_CODE):
        subject = _("What you wrote was hidden")
        text = _text("hidden", post=post)
    return Draft(post.author_id, f"hidden:{post.pk}:{post.hidden_at}", subject, text)


def _text(name: str, **context: Any) -> str:
    with override(settings.LANGUAGE_CODE):
        return render_to_string(f"courses/conversations/email/{name}.txt", context).strip()
