"""Who wrote what would be published next: nobody approves or publishes their own text."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from wagtail.models import Page, PageLogEntry, Revision

DELETE_PART = "cms.pages.delete_part"
# Work on a course that leaves no revision behind.
STRUCTURAL = ("wagtail.move", "wagtail.reorder", "wagtail.copy", DELETE_PART)


def authors_of(course: Any, *, but_for: Revision | None = None) -> set[int]:
    """The keys of those who changed the course or its parts since it was last published.

    ``but_for`` is a revision that does not count: the copy that the editor saves as it publishes.
    """
    pages = list(
        Page.objects.descendant_of(course, inclusive=True).values_list(
            "pk", "live_revision_id", "last_published_at", "first_published_at", "owner_id"
        )
    )
    published_at = next((at for pk, _revision, at, _first, _owner in pages if pk == course.pk), None)
    authors = {owner for _pk, _revision, _at, first, owner in pages if first is None and owner}
    authors |= _writers(pages, but_for)
    return authors | _arrangers([pk for pk, *_rest in pages], published_at)


def _writers(pages: Iterable[tuple[Any, ...]], but_for: Revision | None) -> set[int]:
    """Who saved a revision that is newer than the published one of its page."""
    since = {str(pk): (revision or 0, at if not revision else None) for pk, revision, at, _first, _owner in pages}
    saved = Revision.page_revisions.filter(
        object_id__in=since, user__isnull=False, pk__gt=min(revision for revision, _at in since.values())
    )
    if but_for is not None:
        saved = saved.exclude(pk=but_for.pk)
    return {
        user
        for pk, key, user, made_at in saved.values_list("pk", "object_id", "user_id", "created_at")
        if pk > since[key][0] and (since[key][1] is None or made_at > since[key][1])
    }


def _arrangers(pages: list[int], published_at: datetime | None) -> set[int]:
    """Who moved, copied or deleted parts."""
    entries = PageLogEntry.objects.filter(page__in=pages, action__in=STRUCTURAL, user__isnull=False)
    if published_at is not None:
        entries = entries.filter(timestamp__gt=published_at)
    return set(entries.values_list("user_id", flat=True))


def is_own_text(user: Any, course: Any, *, but_for: Revision | None = None) -> bool:
    """Whether the person has a hand in what would be published."""
    return user.pk in authors_of(course, but_for=but_for)
