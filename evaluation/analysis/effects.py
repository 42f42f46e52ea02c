"""Effect sizes of paired scores (before, after); docs/evaluation.md gives every formula and its source."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, lgamma, sqrt

import numpy as np
import scipy  # its parts load when first used: most processes never compute
from numpy.typing import NDArray

Floats = NDArray[np.float64]

TOO_FEW = "too_few"
NO_VARIATION_IN_CHANGE = "no_variation_in_change"
NO_VARIATION = "no_variation"
LARGEST_T = 1e4  # beyond, everybody changed alike but for rounding: an interval would mean nothing
_NODES, _WEIGHTS = np.polynomial.legendre.leggauss(400)


@dataclass(frozen=True)
class PairedEffect:
    """What n pairs show. A statistic that cannot be had is None, and ``reason`` says why."""

    n: int
    mean_pre: float | None = None
    mean_post: float | None = None
    sd_pre: float | None = None
    sd_post: float | None = None
    mean_change: float | None = None
    sd_change: float | None = None
    r: float | None = None
    d_z: float | None = None
    d_av: float | None = None
    d_rm: float | None = None
    d_pre: float | None = None
    correction: float | None = None
    g_av: float | None = None
    g_av_low: float | None = None
    g_av_high: float | None = None
    t: float | None = None
    df: int | None = None
    p: float | None = None
    reason: str = ""


def hedges_correction(df: int) -> float:
    """J(df), exact: Γ(df/2) / (√(df/2)·Γ((df−1)/2)); defined from df = 2."""
    return exp(lgamma(df / 2) - lgamma((df - 1) / 2)) / sqrt(df / 2)


def noncentral_t_cdf(t: float, df: int, noncentrality: float) -> float:
    """P(T ≤ t), as the mean of Φ(t·s − δ) over s = √(χ²/df); SciPy's own gives NaN for some ordinary arguments."""
    low, high = (sqrt(float(scipy.stats.chi2.ppf(tail, df)) / df) for tail in (1e-15, 1 - 1e-15))
    spread = low + (high - low) * (_NODES + 1) / 2
    density = 2 * df * spread * scipy.stats.chi2.pdf(df * spread**2, df)
    return float((high - low) / 2 * np.sum(_WEIGHTS * density * scipy.special.ndtr(t * spread - noncentrality)))


def noncentrality_interval(t: float, df: int, confidence: float) -> tuple[float, float]:
    """The noncentralities under which ``t`` stands at either end of the central ``confidence`` of its distribution."""
    tail = (1 - confidence) / 2
    reach = 20 + abs(t) * (1 + 20 / sqrt(df))

    def bound(probability: float) -> float:
        def excess(noncentrality: float) -> float:
            return noncentral_t_cdf(t, df, noncentrality) - probability

        return float(scipy.optimize.brentq(excess, t - reach, t + reach, xtol=1e-9))

    return bound(1 - tail), bound(tail)


def paired_effect(pre: Sequence[float], post: Sequence[float], *, confidence: float = 0.95) -> PairedEffect:
    """Every paired effect size of the evaluation, g_av with its interval; SDs with n − 1."""
    if len(pre) != len(post):
        raise ValueError("pre and post must be pairs")
    n = len(pre)
    before, after = np.asarray(pre, dtype=np.float64), np.asarray(post, dtype=np.float64)
    if n < 2:
        alone = (float(before[0]), float(after[0])) if n else (None, None)
        return PairedEffect(n=n, mean_pre=alone[0], mean_post=alone[1], reason=TOO_FEW)
    change = after - before
    sd_pre, sd_post, sd_change = _sd(before), _sd(after), _sd(change)
    mean_change = float(change.mean())
    pooled = sqrt((sd_pre**2 + sd_post**2) / 2)
    r = _correlation(before, after, sd_pre, sd_post)
    d_z = mean_change / sd_change if sd_change else None
    d_av = mean_change / pooled if pooled else None
    correction = hedges_correction(n - 1) if n > 2 else None
    t = d_z * sqrt(n) if d_z is not None else None
    low, high = _interval(t, n, sd_change, pooled, correction, confidence)
    return PairedEffect(
        n=n,
        mean_pre=float(before.mean()),
        mean_post=float(after.mean()),
        sd_pre=sd_pre,
        sd_post=sd_post,
        mean_change=mean_change,
        sd_change=sd_change,
        r=r,
        d_z=d_z,
        d_av=d_av,
        d_rm=d_z * sqrt(2 * (1 - r)) if d_z is not None and r is not None else None,
        d_pre=mean_change / sd_pre if sd_pre else None,
        correction=correction,
        g_av=d_av * correction if d_av is not None and correction is not None else None,
        g_av_low=low,
        g_av_high=high,
        t=t,
        df=n - 1,
        p=float(2 * scipy.stats.t.sf(abs(t), n - 1)) if t is not None else None,
        reason=_reason(n, sd_change, pooled),
    )


def mean_interval(scores: Sequence[float], *, confidence: float = 0.95) -> tuple[float, float] | None:
    """The t interval of a mean; None below two scores."""
    n = len(scores)
    if n < 2:
        return None
    values = np.asarray(scores, dtype=np.float64)
    half = float(scipy.stats.t.ppf((1 + confidence) / 2, n - 1)) * _sd(values) / sqrt(n)
    return float(values.mean()) - half, float(values.mean()) + half


def _sd(values: Floats) -> float:
    """The standard deviation, exactly 0 when all values are the same but for rounding."""
    spread = float(np.std(values, ddof=1))
    return 0.0 if spread <= 1e-9 * max(1.0, float(np.abs(values).max())) else spread


def _correlation(before: Floats, after: Floats, sd_pre: float, sd_post: float) -> float | None:
    if not sd_pre or not sd_post:
        return None
    r = float(np.corrcoef(before, after)[0, 1])
    return max(-1.0, min(1.0, r))


def _interval(  # noqa: PLR0917
    t: float | None, n: int, sd_change: float, pooled: float, correction: float | None, confidence: float
) -> tuple[float | None, float | None]:
    """Interval of d_z by the noncentral t, carried to the scale of g_av by J·S_d/s_av."""
    if t is None or correction is None or not pooled or abs(t) > LARGEST_T:
        return None, None
    scale = correction * sd_change / pooled / sqrt(n)
    low, high = noncentrality_interval(t, n - 1, confidence)
    return low * scale, high * scale


def _reason(n: int, sd_change: float, pooled: float) -> str:
    if n < 3:
        return TOO_FEW
    if not pooled:
        return NO_VARIATION
    return "" if sd_change else NO_VARIATION_IN_CHANGE
