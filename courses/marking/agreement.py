"""How far two people who marked the same works agree. Pure.

Weighted kappa (Cohen 1968; squares of the distance as weights) says it of the levels of one criterion, ICC(2,1)
(Shrout and Fleiss 1979: raters drawn at random, absolute agreement, one rater) of scores. Neither is stated where it is
not defined or would rest on too little: then ``reason`` says why.
"""

from collections.abc import Sequence
from dataclasses import dataclass

# Below this a coefficient would be chance; domain rules of the evaluation use the same kind of floor.
FEWEST = 10
TOO_FEW, NO_SPREAD = "too_few", "no_spread"


@dataclass(frozen=True)
class Agreement:
    """A coefficient over ``n`` works, or None with the reason."""

    n: int
    value: float | None
    reason: str = ""


def weighted_kappa(
    pairs: Sequence[tuple[int, int]], weights: Sequence[Sequence[float]] | None = None, *, fewest: int = FEWEST
) -> Agreement:
    """Of pairs of levels 0, 1, 2 …; ``weights[i][j]`` is how bad it is to say i and j, usually (i - j)²."""
    n = len(pairs)
    if n < fewest or n == 0:
        return Agreement(n, None, TOO_FEW)

    def cost(one: int, other: int) -> float:
        return float((one - other) ** 2 if weights is None else weights[one][other])

    observed = sum(cost(one, other) for one, other in pairs) / n
    firsts, seconds = _counted([one for one, _other in pairs]), _counted([other for _one, other in pairs])
    expected = sum(a * b * cost(one, other) for one, a in firsts.items() for other, b in seconds.items()) / n**2
    return Agreement(n, None, NO_SPREAD) if expected == 0 else Agreement(n, 1 - observed / expected)


def _counted(levels: Sequence[int]) -> dict[int, int]:
    return {level: levels.count(level) for level in set(levels)}


def icc_2_1(rows: Sequence[Sequence[float]], *, fewest: int = FEWEST) -> Agreement:
    """Of scores: one row per work, one column per reader."""
    n, readers = len(rows), len(rows[0]) if rows else 0
    if n < max(fewest, 2) or readers < 2:
        return Agreement(n, None, TOO_FEW)
    grand = sum(map(sum, rows)) / (n * readers)
    row_means = [sum(row) / readers for row in rows]
    column_means = [sum(column) / n for column in zip(*rows, strict=True)]
    between = readers * sum((mean - grand) ** 2 for mean in row_means)
    across = n * sum((mean - grand) ** 2 for mean in column_means)
    total = sum((score - grand) ** 2 for row in rows for score in row)
    works, reading = between / (n - 1), across / (readers - 1)
    rest = max(total - between - across, 0.0) / ((n - 1) * (readers - 1))
    divisor = works + (readers - 1) * rest + readers * (reading - rest) / n
    # Rounding leaves a speck where nothing varies; it is no spread.
    if divisor <= 1e-12 * max(1.0, grand * grand):
        return Agreement(n, None, NO_SPREAD)
    return Agreement(n, (works - rest) / divisor)


def share(pairs: Sequence[tuple[int, int]], *, within: int = 0) -> float | None:
    """How many of the pairs are at most so many levels apart; None without any."""
    return sum(abs(one - other) <= within for one, other in pairs) / len(pairs) if pairs else None
