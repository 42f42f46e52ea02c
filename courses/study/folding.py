"""Progress is the fold of a set of events (docs/events.md).

``fold`` depends on the set of events alone: order, repetition and splitting change nothing, because states form a
join-semilattice under ``merge`` (earliest opening and finishing, latest sight, best score, union of evidence).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from functools import reduce
from typing import Any

OPENED = "lesson.opened"
FINISHED = "lesson.finished"
SCORED = "lesson.scored"
EVIDENCE = "evidence.submitted"
EVIDENCE_ACCEPTED = "evidence.accepted"
FROM_DEVICES = frozenset({OPENED, FINISHED})
KINDS = FROM_DEVICES | {SCORED, EVIDENCE, EVIDENCE_ACCEPTED}


@dataclass(frozen=True)
class Event:
    """What happened, ``at`` a moment already bounded by ``bounded``; ``lesson`` and evidence tasks by uid."""

    kind: str
    lesson: str
    at: datetime
    payload: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, order=True)
class Score:
    """Points of one attempt. Better means a greater share (exact, so that 5.95 stays 5.95), then more points."""

    share: Fraction
    points: Decimal
    max_points: Decimal


@dataclass(frozen=True)
class LessonState:
    """``best`` answers the lesson as it is asked now; ``kept`` was earned by what an earlier edition asked in it."""

    opened_at: datetime | None = None
    finished_at: datetime | None = None
    seen_at: datetime | None = None
    best: Score | None = None
    kept: Score | None = None

    @property
    def counted(self) -> Score | None:
        """The better of the two: what was earned stays earned."""
        return max(filter(None, (self.best, self.kept)), default=None)


@dataclass(frozen=True)
class State:
    """Where events leave a teacher: lessons and evidence tasks (first handed in, first accepted) by uid."""

    lessons: Mapping[str, LessonState] = field(default_factory=dict)
    evidence: Mapping[str, datetime] = field(default_factory=dict)
    accepted: Mapping[str, datetime] = field(default_factory=dict)

    @property
    def last_lesson(self) -> str | None:
        """The lesson seen last; of two at the same instant the greater uid, so that order never matters."""
        seen = [(lesson.seen_at, uid) for uid, lesson in self.lessons.items() if lesson.seen_at is not None]
        return max(seen)[1] if seen else None

    @property
    def finished(self) -> frozenset[str]:
        return frozenset(uid for uid, lesson in self.lessons.items() if lesson.finished_at is not None)

    def to_json(self) -> dict[str, Any]:
        data = {
            "lessons": {uid: _lesson_to_json(lesson) for uid, lesson in sorted(self.lessons.items())},
            "evidence": _times_to_json(self.evidence),
        }
        return data | ({"accepted": _times_to_json(self.accepted)} if self.accepted else {})

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "State":
        return cls(
            lessons={uid: _lesson_from_json(lesson) for uid, lesson in data.get("lessons", {}).items()},
            evidence=_times_from_json(data.get("evidence", {})),
            accepted=_times_from_json(data.get("accepted", {})),
        )


EMPTY = State()


def bounded(device_at: datetime, *, not_before: datetime, received_at: datetime) -> datetime:
    """The device's moment if it can be true, else the moment of receipt: 1970 and 2040 give no false date."""
    return device_at if not_before <= device_at <= received_at else received_at


def fold(events: Iterable[Event]) -> State:
    """The state that a set of events leads to; a kind that is not known says nothing."""
    return reduce(merge, map(_state_of, events), EMPTY)


def merge(a: State, b: State) -> State:
    """The least state above both: commutative, associative, idempotent, EMPTY neutral."""
    uids = a.lessons.keys() | b.lessons.keys()
    nothing = LessonState()
    return State(
        lessons={uid: _merge_lessons(a.lessons.get(uid, nothing), b.lessons.get(uid, nothing)) for uid in uids},
        evidence=_first_of_each(a.evidence, b.evidence),
        accepted=_first_of_each(a.accepted, b.accepted),
    )


def _first_of_each(a: Mapping[str, datetime], b: Mapping[str, datetime]) -> dict[str, datetime]:
    return {uid: min(part[uid] for part in (a, b) if uid in part) for uid in a.keys() | b.keys()}


def _merge_lessons(a: LessonState, b: LessonState) -> LessonState:
    return LessonState(
        opened_at=_earliest(a.opened_at, b.opened_at),
        finished_at=_earliest(a.finished_at, b.finished_at),
        seen_at=max(filter(None, (a.seen_at, b.seen_at)), default=None),
        best=max(filter(None, (a.best, b.best)), default=None),
        kept=max(filter(None, (a.kept, b.kept)), default=None),
    )


def _earliest(a: datetime | None, b: datetime | None) -> datetime | None:
    return min(filter(None, (a, b)), default=None)


def _state_of(event: Event) -> State:
    if event.kind not in KINDS:
        return EMPTY
    lesson = LessonState(opened_at=event.at, seen_at=event.at)
    if event.kind == FINISHED:
        lesson = replace(lesson, finished_at=event.at)
    elif event.kind == SCORED:
        lesson = replace(lesson, best=_score(event.payload))
    elif event.kind == EVIDENCE_ACCEPTED:  # somebody else did this: the person did not look at the lesson
        return State(accepted={str(event.payload["block"]): event.at})
    evidence = {str(event.payload["block"]): event.at} if event.kind == EVIDENCE else {}
    return State(lessons={event.lesson: lesson}, evidence=evidence)


def _score(payload: Mapping[str, Any]) -> Score:
    points, max_points = Decimal(payload["points"]), Decimal(payload["max_points"])
    return Score(Fraction(points) / Fraction(max_points) if max_points else Fraction(0), points, max_points)


def _lesson_to_json(lesson: LessonState) -> dict[str, Any]:
    times = {"opened_at": lesson.opened_at, "finished_at": lesson.finished_at, "seen_at": lesson.seen_at}
    data: dict[str, Any] = {name: at.isoformat() for name, at in times.items() if at is not None}
    if lesson.best is not None:
        data |= _score_to_json(lesson.best)
    if lesson.kept is not None:
        data["kept"] = _score_to_json(lesson.kept)
    return data


def _score_to_json(score: Score) -> dict[str, str]:
    return {"points": str(score.points), "max_points": str(score.max_points)}


def _lesson_from_json(data: Mapping[str, Any]) -> LessonState:
    times = {
        name: datetime.fromisoformat(data[name]) for name in ("opened_at", "finished_at", "seen_at") if name in data
    }
    best = _score(data) if "points" in data else None
    return LessonState(**times, best=best, kept=_score(data["kept"]) if "kept" in data else None)


def _times_to_json(times: Mapping[str, datetime]) -> dict[str, str]:
    return {uid: at.isoformat() for uid, at in sorted(times.items())}


def _times_from_json(data: Mapping[str, str]) -> dict[str, datetime]:
    return {uid: datetime.fromisoformat(at) for uid, at in data.items()}
