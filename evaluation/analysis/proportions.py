"""Proportions with Wilson's score interval, which behaves at 0 %, at 100 % and in small groups."""

from dataclasses import dataclass
from math import sqrt

import scipy


@dataclass(frozen=True)
class Proportion:
    """``count`` of ``n``; share and interval are None when n is 0."""

    count: int
    n: int
    share: float | None = None
    low: float | None = None
    high: float | None = None


def wilson(count: int, n: int, *, confidence: float = 0.95) -> Proportion:
    """The score interval without continuity correction."""
    if not 0 <= count <= n:
        raise ValueError("a count lies between 0 and n")
    if n == 0:
        return Proportion(count, n)
    z = float(scipy.stats.norm.ppf((1 + confidence) / 2))
    share = count / n
    centre = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    low = 0.0 if count == 0 else max(0.0, centre - half)
    high = 1.0 if count == n else min(1.0, centre + half)
    return Proportion(count, n, share, low, high)
