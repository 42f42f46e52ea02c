"""Gains, proportions and clusters against their worked values."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from evaluation.analysis.clusters import clustering
from evaluation.analysis.gains import normalised_change, normalised_gains
from evaluation.analysis.proportions import wilson

PRE, POST = [50, 60, 40, 70, 55], [65, 70, 60, 75, 50]


def test_worked_gains() -> None:
    gains = normalised_gains(PRE, POST, maximum=100)
    assert [round(value or 0, 4) for value in (gains.class_gain, gains.mean_individual, gains.mean_change)] == [
        0.2,
        0.1878,
        0.1918,
    ]
    assert (gains.n_individual, gains.n_change) == (5, 5)


def test_whoever_had_everything_has_no_individual_gain() -> None:
    gains = normalised_gains([100, 50], [100, 75], maximum=100)
    assert (gains.n_individual, gains.mean_individual, gains.n_change) == (1, 0.5, 1)


def test_nobody_has_no_gain() -> None:
    assert normalised_gains([], [], maximum=100).class_gain is None


@pytest.mark.parametrize(
    ("before", "after", "change"), [(50, 75, 0.5), (50, 25, -0.5), (50, 50, 0.0), (0, 0, None), (100, 100, None)]
)
def test_normalised_change(before: float, after: float, change: float | None) -> None:
    assert normalised_change(before, after, maximum=100) == change


@pytest.mark.parametrize(("count", "n", "low", "high"), [(7, 10, 0.3968, 0.8922), (0, 10, 0.0, 0.2775)])
def test_worked_wilson(count: int, n: int, low: float, high: float) -> None:
    found = wilson(count, n)
    assert (round(found.low or 0, 4), round(found.high or 0, 4)) == (low, high)


@given(st.integers(0, 60), st.integers(1, 60))
def test_wilson_is_scipys(count: int, n: int) -> None:
    count = min(count, n)
    expected = stats.binomtest(count, n).proportion_ci(method="wilson")
    assert (wilson(count, n).low, wilson(count, n).high) == pytest.approx((expected.low, expected.high), abs=1e-9)


def test_nobody_has_no_share() -> None:
    assert wilson(0, 0).share is None
    with pytest.raises(ValueError, match="between"):
        wilson(3, 2)


def test_worked_icc() -> None:
    found = clustering([(60, 62, 58), (70, 75, 68), (50, 55, 57)])
    assert (found.mean_square_between, found.mean_square_within, found.size) == pytest.approx((223.0, 10.0, 3.0))
    assert round(found.icc or 0, 4) == 0.8765
    assert found.design_effect == pytest.approx(1 + 2 * (found.icc or 0))


def test_negative_icc_is_shown() -> None:
    assert (clustering([(0, 10), (10, 0)]).icc or 0) < 0


def test_a_single_group_has_no_icc() -> None:
    assert clustering([(1, 2, 3)]).icc is None
