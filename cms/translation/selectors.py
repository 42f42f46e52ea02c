"""Reads of translations."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import QuerySet

from cms.translation.models import Translation


def approved_translations(course_uid: UUID | str) -> QuerySet[Translation]:
    """What a second person found good, in every language, oldest first."""
    approved = Translation.objects.filter(course_uid=course_uid, status=Translation.Status.APPROVED)
    return approved.defer("note", "remark").order_by("pk")


def translations_into(
    language: str, course_uid: UUID | str, block_uids: Iterable[str] | None = None
) -> QuerySet[Translation]:
    """All that was proposed for a course, or for some parts of it, oldest first."""
    found = Translation.objects.filter(course_uid=course_uid, language=language).order_by("pk")
    return found if block_uids is None else found.filter(block_uid__in=list(block_uids))
