"""How far somebody is in a programme, told by the courses they completed. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

Key = TypeVar("Key")


@dataclass(frozen=True)
class Place(Generic[Key]):
    """A course in a programme: what it is known by, its hours, whether the programme asks for it."""

    course: Key
    hours: int
    is_required: bool


@dataclass(frozen=True)
class Standing(Generic[Key]):
    """``completed_at`` is when the last required course was completed; None while one is missing."""

    done: int
    required: int
    hours_done: int
    next_course: Key | None
    completed_at: datetime | None

    @property
    def is_completed(self) -> bool:
        return self.completed_at is not None


def hours_asked(places: Iterable[Place[Key]]) -> int:
    """The hours of the required courses."""
    return sum(place.hours for place in places if place.is_required)


def standing(places: Sequence[Place[Key]], completed: Mapping[Key, datetime]) -> Standing[Key]:
    """Where ``completed`` {course: when} leaves somebody. Optional courses add hours and keep nothing waiting."""
    required = [place for place in places if place.is_required]
    missing = [place.course for place in required if place.course not in completed]
    return Standing(
        done=len(required) - len(missing),
        required=len(required),
        hours_done=sum(place.hours for place in places if place.course in completed),
        next_course=missing[0] if missing else None,
        completed_at=_last(required, completed) if required and not missing else None,
    )


def _last(required: Sequence[Place[Key]], completed: Mapping[Key, datetime]) -> datetime:
    return max(completed[place.course] for place in required)
