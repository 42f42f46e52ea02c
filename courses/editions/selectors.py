"""Reading editions: the catalogue, lessons, and what rules need to know of them."""

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from uuid import UUID

from django.db.models import F, Q, QuerySet

from courses.editions.models import Content, Course, Edition, Lesson


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
    skill: int | None = None,
    hours: tuple[int, int] | None = None,
    level: str | None = None,
    language: str | None = None,
    institute: str | None = None,
    course_type: str | None = None,
) -> QuerySet[Edition]:
    """Listed editions for which every filter given holds; ``hours`` is inclusive."""
    editions = listed_editions()
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
    if course_type:
        wanted &= Q(course_type=course_type)
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


@lru_cache(maxsize=256)
def edition_of(edition_id: int) -> Edition:
    """An edition without the long texts, read once per process; raises Edition.DoesNotExist."""
    return Edition.objects.defer("source_text", "search_text").get(pk=edition_id)


def lessons_of(edition: Edition, language: str) -> list[Lesson]:
    """Lessons in reading order, without their contents; an edition never changes: each process reads them once."""
    return list(_outline(edition.pk, edition.digest, readable_language(edition, language)))


@lru_cache(maxsize=256)
def _outline(edition_id: int, _digest: str, language: str) -> tuple[Lesson, ...]:
    return tuple(Lesson.objects.filter(edition_id=edition_id, language=language).order_by("position"))


def lesson_of(edition: Edition, language: str, uid: UUID | str) -> Lesson:
    """One lesson with its content; raises Lesson.DoesNotExist."""
    return _lesson(edition.pk, edition.digest, readable_language(edition, language), str(uid))


@lru_cache(maxsize=512)
def _lesson(edition_id: int, _digest: str, language: str, uid: str) -> Lesson:
    return Lesson.objects.select_related("content").get(edition_id=edition_id, language=language, uid=uid)


def stored_html(digests: Collection[str]) -> dict[str, str]:
    """{digest: HTML} of many lessons, in one statement."""
    return dict(Content.objects.filter(pk__in=digests).values_list("digest", "html"))


def forget_editions() -> None:
    """Read everything anew: for tests, whose rows are undone and made again under the same numbers."""
    for reader in (edition_of, _outline, _lesson, _facts):
        reader.cache_clear()


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
