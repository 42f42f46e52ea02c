"""How alike the members of one institute are, and what that costs in precision."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Clustering:
    """One-way variance components; ``icc`` is not clipped: a negative value is shown as it is."""

    groups: int
    n: int
    mean_square_between: float | None = None
    mean_square_within: float | None = None
    size: float | None = None  # k₀: the common size, or its equivalent when sizes differ
    icc: float | None = None
    design_effect: float | None = None
    effective_n: float | None = None


def clustering(groups: Sequence[Sequence[float]]) -> Clustering:
    """ICC(1) of unequal groups, design effect 1 + (m̄ − 1)·ICC and the effective number of persons."""
    filled = [np.asarray(group, dtype=np.float64) for group in groups if len(group)]
    count, n = len(filled), int(sum(group.size for group in filled))
    if count < 2 or n <= count:
        return Clustering(count, n)
    grand = float(np.concatenate(filled).mean())
    between = float(sum(group.size * (group.mean() - grand) ** 2 for group in filled)) / (count - 1)
    within = float(sum(((group - group.mean()) ** 2).sum() for group in filled)) / (n - count)
    size = (n - sum(group.size**2 for group in filled) / n) / (count - 1)
    spread = between + (size - 1) * within
    if spread <= 0:
        return Clustering(count, n, between, within, size)
    icc = (between - within) / spread
    effect = 1 + (n / count - 1) * icc
    return Clustering(count, n, between, within, size, icc, effect, n / effect if effect > 0 else None)
