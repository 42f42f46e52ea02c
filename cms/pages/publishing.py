"""Publishing a course: the latest drafts of its modules and lessons go live with it, or nothing does."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import WorkflowState

from cms.pages.completeness import CourseIncomplete, problems_of
from cms.pages.going_live import Going, aliased_in, asks_for_more, make_live, parts_to_publish, tell_of
from cms.pages.signals import course_published
from cms.pages.tree import Tree


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
    """Publish the parts in Wagtail's transaction for the course; raises ``CourseIncomplete`` and so undoes it."""
    at = at or timezone.now()
    tree = _complete(Tree(course))
    parts = parts_to_publish(tree, user=user, aliased=aliased_in(course))
    make_live(parts, user=user, at=at)
    tell_of(parts)
    _announce(tree, user=user, at=at)


def publish_course(page: Any, revision: Any, *, user: Any, review: WorkflowState | None) -> bool:
    """Within a transaction, publish a revision of a course with all its parts.

    ``review`` is its workflow, if one is open: it ends with the publication. False, and nothing done, where only
    Wagtail's own way will do. The page may be the one that was just edited, so what the draft changes is told from
    the row as it is stored.
    """
    first = type(page).objects.filter(translation_key=OuterRef("translation_key")).order_by("pk").values("pk")[:1]
    row = type(page).objects.select_related("locale").annotate(source_pk=Subquery(first)).get(pk=page.pk)
    row._cached_parent_obj = page.get_parent()
    aliased = aliased_in(row)
    if asks_for_more(row, revision.content, revision.pk, aliased):
        return False
    tree = _complete(Tree.of_revision(row, revision))
    tree.course.locale, tree.course.source_pk = row.locale, row.source_pk  # read already
    at = timezone.now()
    pages = [Going(row, tree.course, revision), *parts_to_publish(tree, user=user, aliased=aliased)]
    make_live(pages, user=user, at=at)
    _announce(tree, user=user, at=at)
    tell_of(pages)
    if review:
        review.cancel(user=user)
    return True


def _complete(tree: Tree) -> Tree:
    problems = problems_of(tree.course, tree)
    if problems:
        raise CourseIncomplete(problems)
    return tree


def _announce(tree: Tree, *, user: Any, at: datetime) -> None:
    source = source_page(tree.course)
    if source.live:  # a translation that goes live is news of the course it translates
        itself = tree if source is tree.course else None
        course_published.send(sender=type(source), page=source, user=user, at=at, tree=itself)


def source_page(course: Any) -> Any:
    """The page of the same course on which it is authored: the one made first, whatever its language."""
    if getattr(course, "source_pk", None) == course.pk:
        return course
    first = type(course).objects.filter(translation_key=course.translation_key).order_by("pk").first()
    return course if first is None or first.pk == course.pk else first
