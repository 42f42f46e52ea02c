"""Which courses to recommend after an evaluation: those for what came out weakest, first. Pure."""

from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
TOP = Fraction(1)


@dataclass(frozen=True)
class Candidate(Generic[Key]):
    """A course: the dimensions that its skills belong to, and whether a group takes people now."""

    key: Key
    title: str
    dimensions: frozenset[int]
    has_group: bool = False


@dataclass(frozen=True)
class Ranked(Generic[Key]):
    """A course that is recommended, and the dimensions because of which, the weakest first."""

    key: Key
    because: tuple[int, ...]


def share_of(position: int, levels: int) -> Fraction:
    """A level among ordered ones as a share: 0 for the lowest, 1 for the highest, and for the only one there is."""
    return Fraction(position - 1, levels - 1) if levels > 1 else TOP


def ranked(
    results: Mapping[int, Fraction], candidates: Iterable[Candidate[Key]], *, known: Collection[Key]
) -> list[Ranked[Key]]:
    """Courses that serve a dimension below the highest level and are not ``known`` (completed, or under way).

    The weaker the weakest dimension served, the earlier; then the more of the weakest, then those with an open group,
    then by title. The order in which candidates come changes nothing.
    """
    weak = {dimension: share for dimension, share in results.items() if share < TOP}
    served = [(one, _served(one, weak)) for one in candidates if one.key not in known]
    useful = [(one, because) for one, because in served if because]
    useful.sort(key=lambda pair: (*_strength(pair[1], weak), not pair[0].has_group, pair[0].title, str(pair[0].key)))
    return [Ranked(one.key, because) for one, because in useful]


def _served(one: Candidate[Key], weak: Mapping[int, Fraction]) -> tuple[int, ...]:
    return tuple(sorted(one.dimensions & weak.keys(), key=lambda dimension: (weak[dimension], dimension)))


def _strength(because: tuple[int, ...], weak: Mapping[int, Fraction]) -> tuple[Fraction, int]:
    lowest = weak[because[0]]
    return lowest, -sum(weak[dimension] == lowest for dimension in because)


def dimensions_of(
    skill: int, *, parents: Mapping[int, int | None], alike: Mapping[int, Collection[int]]
) -> frozenset[int]:
    """The top nodes above a skill, in its own version and, through ``alike`` (a crosswalk), in others.

    A loop in the data ends where it would begin again.
    """
    own = _above(skill, parents)
    others = [_above(other, parents) for node in own for other in alike.get(node, ())]
    return frozenset(line[-1] for line in (own, *others) if parents.get(line[-1]) is None)


def _above(skill: int, parents: Mapping[int, int | None]) -> list[int]:
    line = [skill]
    while (parent := parents.get(line[-1])) is not None and parent not in line:
        line.append(parent)
    return line
