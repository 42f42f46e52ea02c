"""Publishing a course: the latest drafts of its modules and lessons go live with it, or nothing does."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.pages.completeness import SOURCE_LANGUAGE, CourseIncomplete, problems_of
from cms.pages.signals import course_published


class CourseInReview(ValidationError):
    """Only the review itself publishes a course that is under review."""

    def __init__(self) -> None:
        super().__init__(
            _("This course is under review. Wait for the decision, or cancel the review; then it can be published.")
        )


_approved: ContextVar[bool] = ContextVar("approved", default=False)


@contextmanager
def approved() -> Iterator[None]:
    """What is published in here was approved in review: whoever approves needs no right to publish besides."""
    token = _approved.set(True)
    try:
        yield
    finally:
        _approved.reset(token)


def is_approved() -> bool:
    return _approved.get()


@transaction.atomic
def publish_tree(course: Any, *, user: Any, at: datetime | None) -> None:
    """Called in the transaction that makes the course live; raises ``CourseIncomplete`` and so undoes it."""
    problems = problems_of(course)
    if problems:
        raise CourseIncomplete(problems)
    for module in course.get_children().specific():
        _publish_part(module, user)
        for lesson in module.get_children().specific():
            _publish_part(lesson, user)
    source = source_page(course)
    if source.live:  # a translation that goes live is news of the course it translates
        course_published.send(sender=type(course), page=source, user=user, at=at or timezone.now())


def _publish_part(page: Any, user: Any) -> None:
    """Publish the latest draft unless it is what is live already."""
    if page.live and page.live_revision_id and page.live_revision_id == page.latest_revision_id:
        return
    revision = page.get_latest_revision() or page.save_revision(user=user)
    revision.publish(user=user, skip_permission_checks=True)


def source_page(course: Any) -> Any:
    """The page of the same course in the language it was written in."""
    if course.locale.language_code == SOURCE_LANGUAGE:
        return course
    original = type(course).objects.filter(
        translation_key=course.translation_key, locale__language_code=SOURCE_LANGUAGE
    )
    return original.first() or course
