"""How courses stand in other languages: computed from their drafts and what was translated, never stored."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db.models import Count, Max, QuerySet
from wagtail.models import Page

from cms.desk.permissions import languages_for
from cms.glossary.models import GlossaryTerm
from cms.glossary.selectors import terms_beside
from cms.pages.models import CoursePage
from cms.pages.source import compile_source
from cms.translation.models import Translation
from cms.translation.selectors import translations_into
from cms.translation.standing import MISSING, STALE, Coverage, PartStanding, Standing, coverage_of, part_standing
from cms.translation.units import LESSON, Part, Unit, bare, parts_of, seen

Standings = list[PartStanding[Translation]]
DAY = 86_400
MOST_TERMS = 30


@dataclass(frozen=True)
class CourseInLanguage:
    """A course as the desk shows it: its parts with what is written for them in one language."""

    course: CoursePage
    language: str
    title: str
    standings: Standings
    written: Mapping[str, list[Translation]]
    spoken: bool

    @property
    def source_language(self) -> str:
        code: str = self.course.locale.language_code
        return code

    @cached_property
    def coverage(self) -> Coverage:
        return coverage_of(self.standings)

    def of(self, part_uid: str) -> Standings:
        """The parts shown on the page of a lesson; on that of the course, its own texts and those of its modules."""
        if part_uid == self.course_uid:
            return [standing for standing in self.standings if not standing.part.lesson]
        return [standing for standing in self.standings if standing.part.lesson == part_uid]

    @property
    def course_uid(self) -> str:
        return str(self.course.translation_key)

    @cached_property
    def units(self) -> dict[str, tuple[Part, Unit]]:
        return {unit.key: (standing.part, unit) for standing in self.standings for unit in standing.part.units}

    @cached_property
    def by_unit(self) -> dict[str, Standing[Translation]]:
        return {key: one for standing in self.standings for key, one in standing.units.items()}

    @cached_property
    def pages(self) -> "list[LessonInLanguage]":
        """The course itself, then each lesson: what the outline of the desk lists."""
        titles = {s.part.uid: _title(s.part) for s in self.standings if s.part.thing == LESSON}
        found: dict[str, Standings] = defaultdict(list)
        for standing in self.standings:
            found[standing.part.lesson or self.course_uid].append(standing)
        return [LessonInLanguage(uid, titles.get(uid, ""), standings) for uid, standings in found.items()]

    def beside(self, part_uid: str) -> "tuple[LessonInLanguage | None, LessonInLanguage | None]":
        """The page before and the page after."""
        uids = [page.uid for page in self.pages]
        if part_uid not in uids:
            return None, None
        place = uids.index(part_uid)
        return (self.pages[place - 1] if place else None), (
            self.pages[place + 1] if place + 1 < len(self.pages) else None
        )


@dataclass(frozen=True)
class LessonInLanguage:
    """A lesson, or (without a ``title``) the course around its lessons, with how it stands."""

    uid: str
    title: str
    standings: Standings

    @property
    def coverage(self) -> Coverage:
        return coverage_of(self.standings)


def _title(part: Part) -> str:
    return next((unit.source for unit in part.units if unit.name == "title"), "")


def course_in(course: CoursePage, language: str) -> CourseInLanguage:
    """The latest draft of the course beside all that was written for it in a language."""
    document, parts = _parts(course)
    written = _by_part(translations_into(language, course.translation_key).select_related("translator", "reviewer"))
    spoken = bool(document["course"].get("spoken"))
    return CourseInLanguage(course, language, _title(parts[0]), _standings(parts, written, spoken), written, spoken)


def _parts(course: CoursePage) -> tuple[dict[str, Any], list[Part]]:
    compiled = compile_source(course)
    return compiled.document, parts_of(compiled.document, compiled.keys)


def _by_part(written: Iterable[Translation]) -> dict[str, list[Translation]]:
    found: dict[str, list[Translation]] = defaultdict(list)
    for wording in written:
        found[wording.block_uid].append(wording)
    return found


def _standings(parts: Iterable[Part], written: Mapping[str, list[Translation]], spoken: bool) -> Standings:
    return [part_standing(part, written.get(part.uid, []), spoken=spoken) for part in parts]


# --- The front of the desk --------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Summary:
    """A course in one language in numbers; ``waiting`` and ``returned`` name wordings and whose they are.

    ``outdated`` names the parts whose original changed, each with the source that it has now.
    """

    coverage: Coverage = field(default_factory=partial(Coverage, {}))
    waiting: list[tuple[int, int | None]] = field(default_factory=list)
    returned: list[tuple[int, int | None]] = field(default_factory=list)
    outdated: list[str] = field(default_factory=list)

    @property
    def missing(self) -> int:
        return self.coverage.counts.get(MISSING, 0)

    @property
    def stale(self) -> int:
        return self.coverage.counts.get(STALE, 0)

    def to_review_by(self, user_pk: int) -> int:
        return sum(translator != user_pk for _pk, translator in self.waiting)

    def returned_to(self, user_pk: int) -> int:
        return sum(translator == user_pk for _pk, translator in self.returned)


def summaries(courses: Sequence[CoursePage]) -> dict[int, list[tuple[str, str, Summary]]]:
    """By course (primary key), (tag, name, summary) of each language; kept until a draft or a translation changes."""
    marks = _marks(courses)
    known = cache.get_many([marks[course.pk] for course in courses])
    for course in courses:
        if marks[course.pk] not in known:
            known[marks[course.pk]] = _summarised(course)
            cache.set(marks[course.pk], known[marks[course.pk]], DAY)
    return {
        course.pk: [(code, name, known[marks[course.pk]].get(code, Summary())) for code, name in languages_for(course)]
        for course in courses
    }


def _marks(courses: Sequence[CoursePage]) -> dict[int, str]:
    """A name of exactly this state of each course and its translations."""
    keys = [course.translation_key for course in courses]
    written = {
        row["course_uid"]: f"{row['n']}.{row['last']}.{row['decided']}"
        for row in Translation.objects.filter(course_uid__in=keys)
        .values("course_uid")
        .annotate(n=Count("pk"), last=Max("pk"), decided=Max("reviewed_at"))
        .order_by()
    }
    drafts: dict[int, list[Any]] = defaultdict(list)
    for path, revision in _revisions(courses):
        drafts[next(course.pk for course in courses if path.startswith(course.path))].append(revision)
    languages = ".".join(code for code, _name in settings.WAGTAIL_CONTENT_LANGUAGES)
    states = {
        course.pk: f"{course.pk} {drafts[course.pk]} {languages} {written.get(course.translation_key)}"
        for course in courses
    }
    return {pk: f"desk-summary:{sha256(state.encode()).hexdigest()}" for pk, state in states.items()}


def _revisions(courses: Sequence[CoursePage]) -> QuerySet[Any, tuple[str, int | None]]:
    pages = Page.objects.none()
    for course in courses:
        pages |= Page.objects.descendant_of(course, inclusive=True)
    found: QuerySet[Any, tuple[str, int | None]] = pages.order_by("path").values_list("path", "latest_revision")
    return found


def _summarised(course: CoursePage) -> dict[str, Summary]:
    document, parts = _parts(course)
    by_language: dict[str, list[Translation]] = defaultdict(list)
    for wording in Translation.objects.filter(course_uid=course.translation_key).order_by("pk"):
        by_language[wording.language].append(wording)
    spoken = bool(document["course"].get("spoken"))
    return {
        code: _summary(_standings(parts, _by_part(by_language[code]), spoken)) for code, _name in languages_for(course)
    }


def _summary(standings: Standings) -> Summary:
    waiting, returned = [], []
    for standing in standings:
        written = standing.all_standings
        waiting += [(one.waiting.pk, one.waiting.translator_id) for one in written if one.waiting][:1]
        returned += [(one.returned.pk, one.returned.translator_id) for one in written if one.returned][:1]
    outdated = [f"{one.part.uid}:{seen(one.part.source)}" for one in standings if one.state == STALE]
    return Summary(coverage_of(standings), waiting, returned, outdated)


# --- Beside the texts -------------------------------------------------------------------------------------------------
def terms_for(course: CoursePage, standings: Standings, language: str) -> list[GlossaryTerm]:
    """Terms of the glossary that these texts use, in any language that explains them, and how each is said."""
    said = f" {bare(' '.join(unit.source for s in standings for unit in s.part.units)).casefold()} "
    return [term for term in terms_beside(course.organisation, language) if term.folded in said][:MOST_TERMS]
