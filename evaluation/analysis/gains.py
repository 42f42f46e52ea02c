"""Normalised gain: what part of the room above the first score was used."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean


@dataclass(frozen=True)
class Gains:
    """Of a class, of its persons on average (n_individual of them), and the symmetric change (n_change of them)."""

    class_gain: float | None
    mean_individual: float | None
    n_individual: int
    mean_change: float | None
    n_change: int


def normalised_gains(pre: Sequence[float], post: Sequence[float], *, maximum: float) -> Gains:
    """Class gain (M_post − M_pre)/(max − M_pre), mean of individual gains, mean normalised change."""
    if len(pre) != len(post):
        raise ValueError("pre and post must be pairs")
    individual = [
        (after - before) / (maximum - before) for before, after in zip(pre, post, strict=True) if before < maximum
    ]
    changes = [
        change
        for before, after in zip(pre, post, strict=True)
        if (change := normalised_change(before, after, maximum=maximum)) is not None
    ]
    return Gains(
        class_gain=_class_gain(pre, post, maximum),
        mean_individual=fmean(individual) if individual else None,
        n_individual=len(individual),
        mean_change=fmean(changes) if changes else None,
        n_change=len(changes),
    )


def normalised_change(before: float, after: float, *, maximum: float) -> float | None:
    """Gain over what could be gained, loss over what could be lost; None when both scores are 0 or both the maximum."""
    if before == after:
        return None if before in (0, maximum) else 0.0
    return (after - before) / (maximum - before) if after > before else (after - before) / before


def _class_gain(pre: Sequence[float], post: Sequence[float], maximum: float) -> float | None:
    if not pre or fmean(pre) >= maximum:
        return None
    return (fmean(post) - fmean(pre)) / (maximum - fmean(pre))
