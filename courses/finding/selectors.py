"""Searching courses and lessons in every language and spelling."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Count, IntegerField, Min, Q, QuerySet, Value, When

from courses.editions.models import Edition
from courses.finding.matching import entries_with
from courses.finding.models import Entry
from courses.finding.words import GROUPS, MOST_WORDS, OTHER, Wanted, group_of, keys_of, wanted_in, words_of
from languages.orthography import ORTHOGRAPHIES

EXACT, SAME_SOUND, SIMILAR = 0, 1, 2
LESSONS_SHOWN = 3
SNIPPET = 180


@dataclass(frozen=True)
class Hit:
    """A lesson in which a query occurs: where, in which language, with what around it."""

    entry: Entry
    tier: int
    snippet: list[tuple[str, bool]]

    @property
    def is_similar(self) -> bool:
        return self.tier == SIMILAR


@dataclass(frozen=True)
class Found:
    """How well a course answers a query, and in how many of its lessons it occurs."""

    tier: int
    lessons: int

    @property
    def is_similar(self) -> bool:
        return self.tier == SIMILAR


@dataclass(frozen=True)
class Result:
    """A course in a list, and how it answers what was searched for (None when nothing was)."""

    edition: Edition
    found: Found | None
    lessons: list[Hit]


def best_first(found: dict[int, Found]) -> Case:
    """The order of editions by how well they answer."""
    by_tier: dict[int, list[int]] = defaultdict(list)
    for edition, one in found.items():
        by_tier[one.tier].append(edition)
    whens = [When(pk__in=editions, then=Value(tier)) for tier, editions in by_tier.items()]
    return Case(*whens, default=Value(SIMILAR + 1), output_field=IntegerField())


def matching(query: str) -> QuerySet[Entry]:
    """Entries of listed courses in which every word occurs, each with its ``tier``; none for a query without words."""
    wanted = {group: wanted_in(query, group) for group in GROUPS}
    if not any(wanted.values()):
        return Entry.objects.none().annotate(tier=Value(SIMILAR))
    tiers = Case(
        When(_in_column("exact", wanted), then=Value(EXACT)),
        When(_in_column("strict", wanted), then=Value(SAME_SOUND)),
        default=Value(SIMILAR),
        output_field=IntegerField(),
    )
    listed = Entry.objects.filter(course__is_listed=True)
    return listed.filter(_in_column("loose", wanted)).annotate(tier=tiers)


def _in_column(column: str, wanted: dict[str, list[Wanted]]) -> Q:
    """The words of each group of languages, in the entries of that group."""
    found = Q(pk__in=[])
    for group, words in wanted.items():
        if words:
            languages = Q(language=group) if group != OTHER else ~Q(language__in=sorted(ORTHOGRAPHIES))
            found |= languages & Q(pk__in=entries_with(words, column))
    return found


def courses_with(query: str) -> dict[int, Found]:
    """{edition: how well it answers}; one statement."""
    grouped = matching(query).order_by().values("edition_id")
    rows = grouped.annotate(best=Min("tier"), lessons=Count("lesson_uid", distinct=True))
    return {row["edition_id"]: Found(row["best"], row["lessons"]) for row in rows}


def lessons_with(query: str, editions: Collection[int]) -> dict[int, list[Hit]]:
    """The first lessons of each edition in which the query occurs, the best first, each lesson once; one statement."""
    entries = matching(query).filter(edition__in=editions, lesson_uid__isnull=False).order_by("tier", "pk")
    found: dict[int, list[Hit]] = defaultdict(list)
    seen = set()
    for entry in entries:
        hits = found[entry.edition_id]
        if len(hits) < LESSONS_SHOWN and (entry.edition_id, entry.lesson_uid) not in seen:
            seen.add((entry.edition_id, entry.lesson_uid))
            hits.append(Hit(entry, _tier(entry), snippet(entry.text, entry.language, query)))
    return found


def _tier(entry: Any) -> int:
    tier: int = entry.tier
    return tier


def snippet(text: str, language: str, query: str) -> list[tuple[str, bool]]:
    """A piece of the text around the first word that answers the query, as (piece, whether it is such a word)."""
    group = group_of(language)
    sought = {key for word in words_of(query)[:MOST_WORDS] for key in keys_of(word, group).loose}
    marked = [(word, _answers(word.strip(".,;:()«»“”¿?¡!"), group, sought)) for word in text.split()]
    first = next((place for place, (_word, answers) in enumerate(marked) if answers), 0)
    return _joined(_around(marked, first))


def _answers(word: str, group: str, sought: Iterable[str]) -> bool:
    keys = {key for part in words_of(word) for key in keys_of(part, group).loose}
    return any(key == one or (len(one) > 2 and key.startswith(one)) for key in keys for one in sought)


def _around(marked: list[tuple[str, bool]], place: int) -> list[tuple[str, bool]]:
    start = max(0, place - 8)
    taken, length = [], 0
    for word, answers in marked[start:]:
        length += len(word) + 1
        if length > SNIPPET:
            break
        taken.append((word, answers))
    before = [("…", False)] if start else []
    after = [("…", False)] if start + len(taken) < len(marked) else []
    return [*before, *taken, *after]


def _joined(marked: list[tuple[str, bool]]) -> list[tuple[str, bool]]:
    """Neighbours of the same kind as one piece."""
    joined: list[tuple[str, bool]] = []
    for word, answers in marked:
        if joined and joined[-1][1] == answers:
            joined[-1] = (f"{joined[-1][0]} {word}", answers)
        else:
            joined.append((word, answers))
    return joined
