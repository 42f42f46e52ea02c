"""What of the work done in one edition counts in another. Pure, over documents as docs/edition-format.md states them.

Lessons, questions and tasks are known again by their identifiers. A lesson that was finished stays finished where
nothing was added to what is read in it; its answers count where every question in it was asked before, whatever its
words; what was handed in counts for the same task. Each of these holds between an edition and itself, and what holds
from a first to a second and from there to a third holds from the first to the third.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cms.pages.evidence import evidence_tasks
from courses.study.folding import LessonState, State

ASKED = frozenset({"question", "pool"})
HANDED_IN = frozenset({"evidence", "oral_practice", "project"})
# What may differ in a question without it being another one, besides its texts.
_BESIDE = frozenset({"said", "stale", "credit", "skills", "hint", "shuffle"})
# A text that is part of what is right.
_UNIT = "unit"


@dataclass(frozen=True)
class LessonParts:
    """What a lesson gives to read and asks: its parts by uid, its questions without their words, its tasks by uid."""

    parts: frozenset[str] = frozenset()
    questions: frozenset[str] = frozenset()
    tasks: frozenset[str] = frozenset()


Outline = Mapping[str, LessonParts]


@dataclass(frozen=True)
class Kept:
    """What counts of one lesson: having read it, having answered it."""

    reading: bool
    answers: bool


@dataclass(frozen=True)
class Carrying:
    """What counts in another edition: of each lesson that both have, and which tasks both have."""

    lessons: Mapping[str, Kept]
    tasks: frozenset[str]

    def answers(self, lesson_uid: Any) -> bool:
        """Whether answers given in a lesson answer what it asks there."""
        found = self.lessons.get(str(lesson_uid))
        return found is not None and found.answers


def outline_of(document: Mapping[str, Any]) -> dict[str, LessonParts]:
    """The lessons of an edition by uid, in reading order."""
    language = document["course"]["source_language"]
    lessons = (lesson for module in document["modules"] for lesson in module["lessons"])
    return {lesson["uid"]: _parts(lesson, language) for lesson in lessons}


def _parts(lesson: Mapping[str, Any], language: str) -> LessonParts:
    read = [block for block in lesson["blocks"] if block["type"] not in ASKED | HANDED_IN]
    asked = [block for block in lesson["blocks"] if block["type"] in ASKED]
    return LessonParts(
        parts=frozenset(_uids(read)),
        questions=frozenset(_canonical(_essence(block, language)) for block in asked),
        tasks=frozenset(task["uid"] for task in evidence_tasks(lesson)),
    )


def _uids(value: Any) -> list[str]:
    """The identifiers of all parts in a value."""
    if isinstance(value, list):
        return [uid for part in value for uid in _uids(part)]
    if not isinstance(value, Mapping):
        return []
    own = [value["uid"]] if isinstance(value.get("uid"), str) else []
    return own + [uid for part in value.values() for uid in _uids(part)]


def _essence(value: Any, language: str) -> Any:
    """A question, or any part of it, without its words; parts that carry identifiers in no order."""
    if isinstance(value, list):
        parts = [_essence(part, language) for part in value]
        return sorted(parts, key=_canonical) if any(isinstance(part, Mapping) for part in parts) else parts
    if not isinstance(value, Mapping):
        return value
    told = {name: part for name, part in value.items() if name not in _BESIDE and not _is_text(part, language)}
    unit = value.get(_UNIT)
    if isinstance(unit, Mapping):
        told[_UNIT] = unit.get(language)
    return {name: _essence(part, language) for name, part in told.items()}


def _is_text(value: Any, language: str) -> bool:
    """A map from language to text: the language of the course is always there."""
    is_map = isinstance(value, Mapping) and all(isinstance(text, str) for text in value.values())
    return is_map and (not value or language in value)


def _canonical(value: Any) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False)


def carrying(before: Outline, after: Outline) -> Carrying:
    """What counts of one edition in another."""
    lessons = {uid: _kept(before[uid], lesson) for uid, lesson in after.items() if uid in before}
    return Carrying(lessons, _tasks(before) & _tasks(after))


def _kept(before: LessonParts, after: LessonParts) -> Kept:
    return Kept(reading=after.parts <= before.parts, answers=after.questions <= before.questions)


def _tasks(outline: Outline) -> frozenset[str]:
    return frozenset(uid for lesson in outline.values() for uid in lesson.tasks)


def carried(state: State, how: Carrying) -> State:
    """A state as it counts in the other edition. It goes over single events: of a merge it is the merge."""
    return State(
        lessons={
            uid: _carried(lesson, how.lessons[uid]) for uid, lesson in state.lessons.items() if uid in how.lessons
        },
        evidence={uid: at for uid, at in state.evidence.items() if uid in how.tasks},
        accepted={uid: at for uid, at in state.accepted.items() if uid in how.tasks},
    )


def _carried(lesson: LessonState, kept: Kept) -> LessonState:
    """Whoever must answer anew keeps what they had earned."""
    return LessonState(
        opened_at=lesson.opened_at,
        seen_at=lesson.seen_at,
        finished_at=lesson.finished_at if kept.reading else None,
        best=lesson.best if kept.answers else None,
        kept=lesson.kept if kept.answers else lesson.counted,
    )


@dataclass(frozen=True)
class Fate:
    """What a move means for one lesson of the edition moved to.

    ``done`` was finished and stays so; ``read_again`` and ``answer_again`` were done and are to be done anew;
    ``tasks`` is the number of its tasks that the former edition did not have.
    """

    uid: str
    is_new: bool
    done: bool
    read_again: bool
    answer_again: bool
    tasks: int

    @property
    def asks_for_something(self) -> bool:
        return self.is_new or self.read_again or self.answer_again or bool(self.tasks)


def fates(state: State, before: Outline, after: Outline) -> list[Fate]:
    """Lesson by lesson of the edition moved to, in its order."""
    how = carrying(before, after)
    known, then = _tasks(before), carried(state, how)
    nothing = LessonState()
    found = []
    for uid, lesson in after.items():
        was, will_be = state.lessons.get(uid, nothing), then.lessons.get(uid, nothing)
        found.append(
            Fate(
                uid=uid,
                is_new=uid not in before,
                done=will_be.finished_at is not None,
                read_again=was.finished_at is not None and will_be.finished_at is None,
                answer_again=bool(lesson.questions) and was.best is not None and will_be.best is None,
                tasks=len(lesson.tasks - known),
            )
        )
    return found
