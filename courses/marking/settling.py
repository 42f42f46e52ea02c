"""What marks lead to: the score that counts, and who marks next. Pure.

A mark of a *first* reader counts alone, unless the work is in the sample that two people mark. Then the mean of both
counts; where they are more than one level apart on any criterion, a *third* reader decides. The decision about an
*appeal* counts above all of them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from hashlib import sha256
from uuid import UUID

FIRST, SECOND, THIRD, APPEAL, RETURN = "first", "second", "third", "appeal", "return"
TO_MARK, TO_MARK_TWICE, TO_DECIDE, APPEALED, MARKED, RETURNED = (
    "to_mark", "second", "third", "appealed", "marked", "returned",
)  # fmt: skip
ROLE_IN = {TO_MARK: FIRST, TO_MARK_TWICE: SECOND, TO_DECIDE: THIRD, APPEALED: APPEAL}
# Where a question has no rubric: two scores are as far apart as two levels would be.
FAR_APART = Fraction(1, 4)
_PLACES = Decimal("0.001")


@dataclass(frozen=True)
class Given:
    """A mark: its role, the rank of the level chosen on each criterion (0 is the lowest), its score and the highest."""

    role: str
    ranks: Mapping[str, int]
    score: Decimal | None
    most: Decimal


def is_sampled(uid: UUID, percent: int) -> bool:
    """Whether a work is among the ``percent`` that two people mark: the same answer for ever, without any state."""
    return int.from_bytes(sha256(uid.bytes).digest()[:8]) % 100 < percent


def disagree(first: Given, second: Given) -> bool:
    """More than one level apart on any criterion; without criteria, more than a quarter of the points apart."""
    if first.ranks and first.ranks.keys() == second.ranks.keys():
        return any(abs(first.ranks[uid] - second.ranks[uid]) > 1 for uid in first.ranks)
    if first.score is None or second.score is None:
        return False
    return abs(first.score - second.score) > FAR_APART * Fraction(max(first.most, second.most))


def next_state(given: Iterable[Given], *, sampled: bool, appealed: bool) -> str:
    """What a work waits for after these marks; ``sampled`` asks for a second mark."""
    by_role = {mark.role: mark for mark in given}
    first, second = by_role.get(FIRST), by_role.get(SECOND)
    if RETURN in by_role:
        return RETURNED
    if first is None:
        return TO_MARK
    if APPEAL in by_role:
        return MARKED
    if second is None and sampled:
        return TO_MARK_TWICE
    if second is not None and THIRD not in by_role and disagree(first, second):
        return TO_DECIDE
    return APPEALED if appealed else MARKED


def score_of(given: Iterable[Given]) -> Decimal | None:
    """The score that counts among the marks of a work that is marked; None where nothing is scored."""
    by_role = {mark.role: mark for mark in given}
    for role in (APPEAL, THIRD):
        if role in by_role:
            return by_role[role].score
    scores = [by_role[role].score for role in (FIRST, SECOND) if role in by_role]
    known = [score for score in scores if score is not None]
    return mean(known) if known else None


def mean(scores: list[Decimal]) -> Decimal:
    """With three places, halves rounded up."""
    return (sum(scores, Decimal(0)) / len(scores)).quantize(_PLACES, ROUND_HALF_UP)


def points_for(earned: Decimal, most: Decimal, worth: Decimal) -> Decimal:
    """What a rubric's ``earned`` of ``most`` points are in a question that is ``worth`` so many; halves rounded up."""
    if most <= 0:
        return Decimal(0)
    exact = Fraction(earned) / Fraction(most) * Fraction(worth)
    return Decimal((2000 * exact + 1) // 2).scaleb(-3)
