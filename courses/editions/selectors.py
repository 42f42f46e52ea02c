"""Reading editions: the catalogue, lessons, and what rules need to know of them."""

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS
from django.db.models import F, Q, QuerySet

from courses.editions.models import Content, Course, Edition, Lesson
from courses.editions.searching import folded


def listed_editions() -> QuerySet[Edition]:
    """The latest edition of each course in the catalogue, without the long texts."""
    return (
        Edition.objects.filter(course__latest=F("pk"), course__is_listed=True)
        .select_related("course__organisation")
        .defer("source_text", "search_text")
        .order_by("title", "pk")
    )


def catalogue(
    *,
    query: str = "",
    skill: int | None = None,
    hours: tuple[int, int] | None = None,
    level: str | None = None,
    language: str | None = None,
    institute: str | None = None,
) -> QuerySet[Edition]:
    """Listed editions in which every word of ``query`` occurs and every filter given holds; ``hours`` is inclusive."""
    editions = listed_editions()
    for word in folded(query).split()[:8]:
        editions = editions.filter(search_text__contains=word)
    wanted = Q()
    if skill is not None:
        wanted &= Q(skills=skill)
    if hours is not None:
        wanted &= Q(hours__gte=hours[0], hours__lte=hours[1])
    if level:
        wanted &= Q(levels__level=level)
    if language:
        wanted &= Q(language_rows__language=language)
    if institute:
        wanted &= Q(course__organisation__code=institute)
    return editions.filter(wanted).distinct() if wanted else editions


def editions_of(course: Course) -> QuerySet[Edition]:
    """Every edition of a course, the newest first, without the long texts."""
    return Edition.objects.filter(course=course).defer("source_text", "search_text").order_by("-number")


@dataclass(frozen=True)
class Newer:
    """What came after an edition: the latest one, its notes, and the greatest kind of change on the way to it."""

    latest: Edition
    kind: str
    number_of_editions: int


def newer_than(edition: Edition) -> Newer | None:
    """The editions after this one, or None when it is the latest."""
    later = list(Edition.objects.filter(course=edition.course_id, number__gt=edition.number)
                 .defer("source_text", "search_text").order_by("-number"))  # fmt: skip
    if not later:
        return None
    kinds = {one.kind for one in later}
    kind = next((kind for kind in (Edition.Kind.MAJOR, Edition.Kind.MINOR) if kind in kinds), "")
    return Newer(later[0], kind, len(later))


def readable_language(edition: Edition, wanted: str) -> str:
    """The wanted language if the edition has it, else its source language."""
    return wanted if wanted in edition.languages else edition.source_language


def lessons_of(edition: Edition, language: str) -> list[Lesson]:
    """Lessons in reading order, without their contents; fresh objects at each call, read once per process."""
    rows = _outline(edition.pk, edition.digest, readable_language(edition, language))
    return [Lesson.from_db(DEFAULT_DB_ALIAS, _COLUMNS, row) for row in rows]


# An edition never changes. What every page of a course shows again is therefore kept, as plain rows, by the digest.
_COLUMNS = [field.attname for field in Lesson._meta.concrete_fields]


@lru_cache(maxsize=512)
def _outline(edition_id: int, _digest: str, language: str) -> tuple[tuple[Any, ...], ...]:
    rows = Lesson.objects.filter(edition_id=edition_id, language=language).order_by("position")
    return tuple(rows.values_list(*_COLUMNS))


def lesson_of(edition: Edition, language: str, uid: UUID | str) -> Lesson:
    """One lesson; raises Lesson.DoesNotExist. Its HTML: ``html_of``."""
    found = next((lesson for lesson in lessons_of(edition, language) if str(lesson.uid) == str(uid)), None)
    if found is None:
        raise Lesson.DoesNotExist
    return found


def html_of(lesson: Lesson) -> str:
    """The stored HTML of a lesson, named by its digest: the same for all its readers."""
    return _stored_html(lesson.content_id)


@lru_cache(maxsize=256)
def _stored_html(digest: str) -> str:
    return Content.objects.values_list("html", flat=True).get(pk=digest)


def stored_html(digests: Collection[str]) -> dict[str, str]:
    """{digest: HTML} of many lessons, in one statement."""
    return dict(Content.objects.filter(pk__in=digests).values_list("digest", "html"))


def forget_kept_editions() -> None:
    """Read anew what this process keeps of editions; for tests, whose databases come and go."""
    for kept in (_outline, _stored_html, _facts):
        kept.cache_clear()


@dataclass(frozen=True)
class LessonFacts:
    """What completion asks of a lesson: points of its questions (0 without any) and its evidence tasks."""

    uid: str
    points: Decimal
    evidence: tuple[str, ...]


def lesson_facts(edition: Edition) -> tuple[LessonFacts, ...]:
    """The facts of every lesson in reading order; an edition never changes, so they are read once per process."""
    return _facts(edition.pk, edition.digest, edition.source_language)


@lru_cache(maxsize=512)
def _facts(edition_id: int, digest: str, language: str) -> tuple[LessonFacts, ...]:
    rows = Lesson.objects.filter(edition_id=edition_id, language=language).order_by("position")
    return tuple(
        LessonFacts(str(uid), sum((Decimal(q["points"]) for q in questions), Decimal(0)), tuple(evidence))
        for uid, questions, evidence in rows.values_list("uid", "questions", "evidence")
    )
