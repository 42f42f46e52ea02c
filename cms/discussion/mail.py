"""Letters about comments on a draft: who and where, never the words, since a draft is read where rights are asked."""

from collections.abc import Iterable

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.models import Page

from cms.pages.models import CoursePage, LessonPage
from letters.operations import Draft


def comment_letters(
    *, key: str, writer: str, is_answer: bool, course: CoursePage, page: Page, readers: Iterable[int]
) -> list[Draft]:
    """One for each reader; ``key`` names the comment or answer."""
    names = {"name": writer, "page": page.title, "course": course.title}
    with override(settings.LANGUAGE_CODE):
        if is_answer:
            subject = _("%(name)s answered a comment on “%(page)s”") % names
        else:
            subject = _("%(name)s commented on “%(page)s”") % names
        text = _("In the draft of “%(course)s”. Read it beside the text and answer there.") % names
    return [Draft(reader, f"{key}:{reader}", subject, text, _address(course, page)) for reader in readers]


def _address(course: CoursePage, page: Page) -> str:
    if isinstance(page.specific_deferred, LessonPage):
        return reverse("course_review_lesson", args=[course.pk, page.pk])
    return reverse("course_review", args=[course.pk])
