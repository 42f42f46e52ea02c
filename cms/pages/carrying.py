"""A copy brings its reviewed translations along: what two people agreed on for the same words need not be said again.

What waits for review stays where it was written, and so does a recording, which is somebody's voice said for one
course. A title that the copy changed shows its former translation as one whose original changed, as ever.
"""

import re
import uuid
from collections.abc import Iterator

from wagtail.models import Page

from cms.pages.models import CoursePage, course_of
from cms.pages.source import compile_source
from cms.translation.models import Translation
from cms.translation.units import parts_of

_IDENTIFIER = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def carry_translations(*, original: Page, copy: Page) -> int:
    """Give the copy of a course, a module or a lesson the translations of the original. Returns how many."""
    source, target = course_of(original), course_of(copy)
    if source is None or target is None:
        return 0
    reviewed = Translation.objects.filter(
        course_uid=source.translation_key, status=Translation.Status.APPROVED, recording=""
    ).order_by("pk")
    rows = list(reviewed)
    keys = dict(zip(_keys(original), _keys(copy), strict=False)) if rows else {}
    lessons = _lessons(source) if rows else {}
    carried = [
        _carried(row, target.translation_key, keys, owner)
        for row in rows
        if (owner := keys.get(lessons.get(row.block_uid) or row.block_uid))
    ]
    return len(Translation.objects.bulk_create(carried))


def _keys(page: Page) -> Iterator[str]:
    """The identifiers of a page and those below it, in the order that a copy has as well."""
    tree = Page.objects.descendant_of(page, inclusive=True).order_by("path")
    return map(str, tree.values_list("translation_key", flat=True))


def _lessons(course: CoursePage) -> dict[str, str]:
    """By part, the lesson it stands in ("" above lessons)."""
    compiled = compile_source(course)
    return {part.uid: part.lesson for part in parts_of(compiled.document, compiled.keys)}


def _carried(row: Translation, course: uuid.UUID, keys: dict[str, str], owner: str) -> Translation:
    """The same wording, by the same people, for the same text of the copy; ``owner`` is the copied page."""

    def renamed(found: re.Match[str]) -> str:
        """As ``ids.settle_ids`` names what is in a copied lesson."""
        return keys.get(found[0]) or str(uuid.uuid5(uuid.UUID(owner), found[0]))

    row.pk, row.uid, row.course_uid = None, uuid.uuid4(), course
    row.block_uid = _IDENTIFIER.sub(renamed, row.block_uid)
    row.unit = _IDENTIFIER.sub(renamed, row.unit)
    row._state.adding = True
    return row
