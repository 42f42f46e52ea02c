"""Reviewed translations into a compiled course: pure. What a text says in a language nobody reviewed is not there."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from cms.translation.standing import PartStanding, part_standing
from cms.translation.units import COURSE, GAPPED, gaps_of, parts_of

Described = Callable[[Any], dict[str, Any]]


def apply_translations(
    document: dict[str, Any], keys: Mapping[str, Any], approved: Iterable[Any], describe: Described
) -> None:
    """Put every text in use into the document and its keys, and say which parts show an older wording.

    A language is one of the course once the course's title is translated: before, nobody could find it in that
    language. ``describe`` says what a block states of a recording.
    """
    course = document["course"]
    by_language: dict[str, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
    for wording in approved:
        by_language[wording.language][wording.block_uid].append(wording)
    parts = parts_of(document, keys)
    spoken = bool(course.get("spoken"))
    for language in sorted(by_language):
        found = by_language[language]
        standings = [part_standing(part, found.get(part.uid, []), spoken=spoken) for part in parts]
        if language != course["source_language"] and _has_title(standings):
            course["languages"].append(language)
            _apply(standings, language, describe)
            _say_stale(document, standings, language)


def _has_title(standings: Sequence[PartStanding[Any]]) -> bool:
    title = (standing for standing in standings if standing.part.thing == COURSE)
    return any(standing.shown for part in title for key, standing in part.units.items() if key.endswith(":title"))


def _apply(standings: Sequence[PartStanding[Any]], language: str, describe: Described) -> None:
    for standing in standings:
        for unit in standing.part.units:
            wording = standing.units[unit.key].shown
            if wording and (unit.kind != GAPPED or gaps_of(wording.text) == unit.gaps):
                unit.put(language, wording.text)
        if standing.spoken and standing.spoken.shown:
            part: Any = standing.part.data
            part.setdefault("said", {})[language] = describe(standing.spoken.shown)


def _say_stale(document: dict[str, Any], standings: Sequence[PartStanding[Any]], language: str) -> None:
    """By lesson, the parts of it whose translation is of an older text; the course says those above its lessons."""
    lessons = {lesson["uid"]: lesson for module in document["modules"] for lesson in module["lessons"]}
    for standing in standings:
        if standing.is_stale:
            told: Any = lessons[standing.part.lesson] if standing.part.lesson else document["course"]
            told.setdefault("stale", {}).setdefault(language, []).append(standing.part.uid)
