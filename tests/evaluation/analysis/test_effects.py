"""Paired effects against the worked values of docs/evaluation.md, against SciPy, and as properties."""

from math import sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from evaluation.analysis.effects import (
    NO_VARIATION,
    NO_VARIATION_IN_CHANGE,
    TOO_FEW,
    hedges_correction,
    mean_interval,
    noncentral_t_cdf,
    paired_effect,
)

PRE, POST = [50, 60, 40, 70, 55], [65, 70, 60, 75, 50]
scores = st.lists(st.tuples(st.integers(0, 100), st.integers(0, 100)), min_size=3, max_size=40)


def test_worked_example() -> None:
    effect = paired_effect(PRE, POST)
    expected = {
        "mean_change": 9.0,
        "sd_change": 9.6177,
        "r": 0.5812,
        "d_z": 0.9358,
        "d_av": 0.8630,
        "d_rm": 0.8564,
        "d_pre": 0.8050,
        "correction": 0.7979,
        "g_av": 0.6886,
        "t": 2.0925,
        "p": 0.1045,
    }
    assert {name: round(getattr(effect, name), 4) for name in expected} == expected
    assert (effect.n, effect.df, effect.reason) == (5, 4, "")


def test_t_and_p_are_scipys() -> None:
    effect, reference = paired_effect(PRE, POST), stats.ttest_rel(POST, PRE)
    assert effect.t == pytest.approx(reference.statistic)
    assert effect.p == pytest.approx(reference.pvalue)


def test_interval_ends_put_t_at_the_tails_of_scipys_noncentral_t() -> None:
    effect = paired_effect(PRE, POST)
    assert effect.sd_change
    assert effect.sd_pre
    assert effect.sd_post
    assert effect.correction
    assert effect.t is not None
    assert effect.g_av_low is not None
    assert effect.g_av_high is not None
    scale = effect.correction * effect.sd_change / sqrt((effect.sd_pre**2 + effect.sd_post**2) / 2) / sqrt(effect.n)
    assert stats.nct.cdf(effect.t, 4, effect.g_av_low / scale) == pytest.approx(0.975, abs=1e-6)
    assert stats.nct.cdf(effect.t, 4, effect.g_av_high / scale) == pytest.approx(0.025, abs=1e-6)


@pytest.mark.parametrize(("t", "df", "delta"), [(2.09, 4, 1.0), (39, 519, 38), (-3, 2, -2), (1.5, 19, 1), (8, 12, 3)])
def test_noncentral_t_agrees_with_scipy(t: float, df: int, delta: float) -> None:
    assert noncentral_t_cdf(t, df, delta) == pytest.approx(stats.nct.cdf(t, df, delta), abs=1e-9)


@pytest.mark.parametrize("df", [1, 4, 19, 500])
def test_noncentral_t_without_noncentrality_is_students(df: int) -> None:
    assert noncentral_t_cdf(1.3, df, 0.0) == pytest.approx(stats.t.cdf(1.3, df), abs=1e-6)


def test_exact_correction() -> None:
    assert round(hedges_correction(4), 4) == 0.7979
    assert hedges_correction(400) == pytest.approx(1 - 3 / (4 * 400 - 1), abs=1e-6)


def test_large_effects_in_large_groups_have_an_interval() -> None:
    generator = np.random.default_rng(7)
    before = generator.normal(50, 10, 3000)
    effect = paired_effect(list(before), list(before + generator.normal(30, 8, 3000)))
    assert effect.t is not None
    assert effect.g_av_low is not None
    assert effect.g_av is not None
    assert effect.g_av_high is not None
    assert effect.g_av_low < effect.g_av < effect.g_av_high


@pytest.mark.parametrize("n", [0, 1])
def test_fewer_than_two_pairs_say_so(n: int) -> None:
    effect = paired_effect(PRE[:n], POST[:n])
    assert (effect.n, effect.reason, effect.t, effect.g_av) == (n, TOO_FEW, None, None)


def test_two_pairs_have_a_t_and_no_g() -> None:
    effect = paired_effect([1, 2], [3, 7])
    assert (effect.g_av, effect.reason) == (None, TOO_FEW)
    assert effect.t is not None


def test_everybody_changing_alike_has_no_t() -> None:
    effect = paired_effect([10.1, 20.2, 30.3], [15.1, 25.2, 35.3])
    assert (effect.t, effect.d_z, effect.g_av_low, effect.reason) == (None, None, None, NO_VARIATION_IN_CHANGE)
    assert effect.d_av == pytest.approx(5 / 10.1)


def test_equal_scores_have_no_effect_size() -> None:
    effect = paired_effect([50, 50, 50], [50, 50, 50])
    assert (effect.d_av, effect.r, effect.g_av, effect.reason) == (None, None, None, NO_VARIATION)


def test_pairs_must_be_pairs() -> None:
    with pytest.raises(ValueError, match="pairs"):
        paired_effect([1], [1, 2])


@settings(max_examples=60, deadline=None)
@given(scores)
def test_swapping_both_tests_turns_the_sign(pairs: list[tuple[int, int]]) -> None:
    pre, post = zip(*pairs, strict=True)
    there, back = paired_effect(pre, post), paired_effect(post, pre)
    if there.g_av is not None and back.g_av is not None:
        assert there.g_av == pytest.approx(-back.g_av)
    if there.g_av_low is not None and back.g_av_high is not None:
        assert there.g_av_low == pytest.approx(-back.g_av_high, abs=1e-5)


@settings(max_examples=60, deadline=None)
@given(scores)
def test_the_interval_holds_zero_exactly_when_p_is_over_five_percent(pairs: list[tuple[int, int]]) -> None:
    effect = paired_effect(*zip(*pairs, strict=True))
    if (
        effect.g_av_low is not None
        and effect.g_av_high is not None
        and effect.p is not None
        and abs(effect.p - 0.05) > 1e-4
    ):
        assert (effect.g_av_low < 0 < effect.g_av_high) == (effect.p > 0.05)


@settings(max_examples=60, deadline=None)
@given(scores, st.integers(1, 9), st.integers(-50, 50))
def test_the_scale_of_the_test_does_not_matter(pairs: list[tuple[int, int]], factor: int, shift: int) -> None:
    effect = paired_effect(*zip(*pairs, strict=True))
    other = paired_effect(*zip(*[(factor * a + shift, factor * b + shift) for a, b in pairs], strict=True))
    assert (effect.g_av is None) == (other.g_av is None)
    if effect.g_av is not None:
        assert other.g_av == pytest.approx(effect.g_av, abs=1e-6)


def test_mean_interval_is_scipys() -> None:
    expected = stats.t.interval(0.95, 4, loc=np.mean(PRE), scale=stats.sem(PRE))
    assert mean_interval(PRE) == pytest.approx(expected)
    assert mean_interval([1.0]) is None
