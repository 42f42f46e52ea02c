"""How a text stands in another language: pure.

Nothing is stored about it. Every wording keeps the text that it translates, so that a change of the source makes it
out of date and the same source come back makes it current again, whatever happened in between.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Generic, TypeVar

from cms.translation.units import Part, Unit

MISSING, STALE, DRAFT, REVIEWED = "missing", "stale", "draft", "reviewed"
STATES = (MISSING, STALE, DRAFT, REVIEWED)  # the worst first: a part stands as the worst of its texts
PROPOSED, APPROVED, RETURNED, REPLACED = "proposed", "approved", "returned", "replaced"
SPOKEN = "spoken"  # the unit of a whole part said aloud


# What somebody proposed for one text, and what became of it: ``unit``, ``source`` and ``status``; a later wording has a
# higher ``pk``.
W = TypeVar("W", bound=Any)


@dataclass(frozen=True)
class Standing(Generic[W]):
    """``shown`` is in use, out of date or not; ``waiting`` came after it and waits for a second person.

    ``returned`` is what came last where a second person sent it back.
    """

    state: str
    shown: W | None = None
    waiting: W | None = None
    returned: W | None = None

    @property
    def is_stale(self) -> bool:
        """Whether what is in use translates an older source."""
        return self.shown is not None and self.state != REVIEWED

    @property
    def latest(self) -> W | None:
        """The wording that whoever translates goes on from."""
        return self.waiting or self.returned or self.shown


def standing_of(unit: Unit, wordings: Sequence[W], elsewhere: Iterable[str] = ()) -> Standing[W]:
    """How one text stands, from the wordings of its part, oldest first.

    A wording of the very same source counts wherever in the part it was written, as rows and criteria move; one of
    another source only where it was written, and not if that source stands ``elsewhere`` in the part now.
    """
    wordings = [wording for wording in wordings if wording.status != REPLACED]
    same = [wording for wording in wordings if wording.source == unit.source]
    same = [wording for wording in same if wording.unit == unit.key] or same
    if approved := _last(same, APPROVED):
        return _with_later(REVIEWED, approved, same)
    moved = frozenset(elsewhere)
    older = [w for w in wordings if w.unit == unit.key and w.source != unit.source and w.source not in moved]
    in_use = _last(older, APPROVED)
    if _last(same, PROPOSED):
        return _with_later(DRAFT, in_use, same)
    if in_use or _last(older, PROPOSED):
        return _with_later(STALE, in_use, same or older)
    return _with_later(MISSING, None, same)


def _last(wordings: Sequence[W], status: str) -> W | None:
    return next((wording for wording in reversed(wordings) if wording.status == status), None)


def _with_later(state: str, shown: W | None, wordings: Sequence[W]) -> Standing[W]:
    """The last of the wordings, if it is news: proposed or returned, and not older than what is in use."""
    last = wordings[-1] if wordings else None
    if last is None or (shown is not None and last.pk <= shown.pk) or last.status == APPROVED:
        return Standing(state, shown)
    return Standing(
        state,
        shown,
        waiting=last if last.status == PROPOSED else None,
        returned=last if last.status == RETURNED else None,
    )


@dataclass(frozen=True)
class PartStanding(Generic[W]):
    """A part with the standing of each of its texts, and of its recording where it may be said instead."""

    part: Part
    units: Mapping[str, Standing[W]]
    spoken: Standing[W] | None = None

    @cached_property
    def state(self) -> str:
        """As its worst text; what is said covers what is not written, but nothing covers what is out of date."""
        if self.is_written or self.is_said:
            return _worst(one.state for one in self.all_standings if one.is_stale)
        written = _worst(standing.state for standing in self.units.values())
        return self.spoken.state if self.spoken and written == MISSING else written

    @property
    def is_written(self) -> bool:
        """Whether every text of it has a reviewed wording of the source of now."""
        return all(standing.state == REVIEWED for standing in self.units.values())

    @property
    def is_said(self) -> bool:
        """Whether a reviewed recording says the source of now."""
        return self.spoken is not None and self.spoken.state == REVIEWED

    @property
    def is_unsaid(self) -> bool:
        """Whether a recording of it may be made and there is none that was reviewed."""
        return self.spoken is not None and not self.is_said

    @property
    def is_stale(self) -> bool:
        """Whether a reader is shown something that translates an older source."""
        return any(standing.is_stale for standing in self.all_standings)

    @property
    def all_standings(self) -> list[Standing[W]]:
        return [*self.units.values(), *([self.spoken] if self.spoken else [])]


def _worst(states: Iterable[str]) -> str:
    found = set(states)
    return next((state for state in STATES if state in found), REVIEWED)


def part_standing(part: Part, wordings: Sequence[W], *, spoken: bool = False) -> PartStanding[W]:
    """How a part stands; ``spoken`` says that a recording of the whole counts as its translation."""
    times = Counter(unit.source for unit in part.units)
    written = [wording for wording in wordings if not wording.unit.endswith(f":{SPOKEN}")]
    units = {unit.key: standing_of(unit, written, times.keys() - {unit.source}) for unit in part.units}
    return PartStanding(part, units, _spoken(part, wordings) if spoken and part.source else None)


def _spoken(part: Part, wordings: Sequence[W]) -> Standing[W]:
    unit = spoken_unit(part)
    return standing_of(unit, [wording for wording in wordings if wording.unit == unit.key])


def spoken_unit(part: Part) -> Unit:
    """The part as one text that is said aloud."""
    return Unit(f"{part.uid}:{SPOKEN}", SPOKEN, SPOKEN, part.source, _put_nothing)


def _put_nothing(_language: str, _text: str) -> None:
    """A recording stands beside the texts, not among them."""


@dataclass(frozen=True)
class Coverage:
    """How many parts stand how; ``percent`` is rounded down, so that 100 means all of them.

    Of the reviewed ones, ``written`` have words alone, ``said`` a recording alone, and ``both`` have both; ``unsaid``
    are all that may be said and have no recording of the source of now.
    """

    counts: Mapping[str, int]
    written: int = 0
    said: int = 0
    both: int = 0
    unsaid: int = 0

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def percent(self) -> int:
        return 100 * self.counts.get(REVIEWED, 0) // self.total if self.total else 0


def coverage_of(standings: Iterable[PartStanding[W]]) -> Coverage:
    """Coverage of some parts, by state and by whether they are written or said."""
    standings = list(standings)
    counted = Counter(standing.state for standing in standings)
    means = Counter((one.is_written, one.is_said) for one in standings if one.state == REVIEWED)
    return Coverage(
        {state: counted[state] for state in STATES},
        written=means[True, False],
        said=means[False, True],
        both=means[True, True],
        unsaid=sum(one.is_unsaid for one in standings),
    )
