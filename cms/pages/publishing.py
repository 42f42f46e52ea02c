"""Publishing a course: the latest drafts of its modules and lessons go live with it, or nothing does."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from cms.pages.completeness import SOURCE_LANGUAGE, CourseIncomplete, problems_of
from cms.pages.parts import publish_parts
from cms.pages.signals import course_published
from cms.pages.tree import Tree

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
    at = at or timezone.now()
    tree = Tree(course)
    problems = problems_of(course, tree)
    if problems:
        raise CourseIncomplete(problems)
    publish_parts(tree, user=user, at=at)
    source = source_page(course)
    if source.live:  # a translation that goes live is news of the course it translates
        published_with_it = tree if source is course else None
        course_published.send(sender=type(course), page=source, user=user, at=at, tree=published_with_it)


def source_page(course: Any) -> Any:
    """The page of the same course in the language it was written in."""
    if course.locale.language_code == SOURCE_LANGUAGE:
        return course
    original = type(course).objects.filter(
        translation_key=course.translation_key, locale__language_code=SOURCE_LANGUAGE
    )
    return original.first() or course
