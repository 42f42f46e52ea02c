"""Searching courses and lessons in every language and spelling."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import QuerySet

from config.languages import SPANISH
from courses.editions.models import Edition
from courses.finding.matching import answers_to
from courses.finding.models import Entry
from courses.finding.words import GROUPS, MOST_WORDS, group_of, keys_of, wanted_in, words_of
from languages.alphabets import sort_key

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


@dataclass
class Found:
    """How well a course answers a query, in how many of its lessons, and the best of those as (entry, tier)."""

    tier: int
    lessons: int = 0
    first: list[tuple[int, int]] = field(default_factory=list)

    @property
    def is_similar(self) -> bool:
        return self.tier == SIMILAR


@dataclass(frozen=True)
class Result:
    """A course in a list, and how it answers what was searched for (None when nothing was)."""

    edition: Edition
    found: Found | None
    lessons: list[Hit]


def best_first(found: dict[int, Found], editions: QuerySet[Edition]) -> list[int]:
    """Those of the editions that answer, the best first, then by title as a dictionary sorts; one statement.

    Sorted here, so that the order is the same whatever the database and its collation.
    """
    titles = editions.filter(pk__in=found).order_by().values_list("pk", "title")
    keys = {pk: (found[pk].tier, sort_key(title, None, SPANISH), pk) for pk, title in titles}
    return sorted(keys, key=keys.__getitem__)


def courses_with(query: str) -> dict[int, Found]:
    """{edition: how it answers} for every listed course in which all the words occur; one statement."""
    found: dict[int, Found] = {}
    for answer in answers_to([wanted_in(query, group) for group in GROUPS]):
        course = found.setdefault(answer.edition, Found(answer.tier))
        if answer.is_lesson:
            course.lessons += 1
            if course.lessons <= LESSONS_SHOWN:
                course.first.append((answer.entry, answer.tier))
    return found


def lessons_in(found: Iterable[Found], query: str) -> dict[int, list[Hit]]:
    """{edition: the lessons to show}, with what their texts say around the words; one statement."""
    wanted = dict(pair for one in found for pair in one.first)
    hits: dict[int, list[Hit]] = defaultdict(list)
    entries = Entry.objects.in_bulk(wanted)
    for pk, tier in wanted.items():
        entry = entries[pk]
        hits[entry.edition_id].append(Hit(entry, tier, snippet(entry.text, entry.language, query)))
    return hits


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
