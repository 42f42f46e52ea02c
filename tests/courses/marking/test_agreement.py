"""Agreement of two people who mark: the published figures, what always holds, and what cannot be measured."""

from statistics import fmean

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from courses.marking.agreement import NO_SPREAD, TOO_FEW, icc_2_1, share, weighted_kappa

# Shrout and Fleiss (1979), table 2: six targets, four judges.
SHROUT_AND_FLEISS = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]
# Cohen (1968), table 1: 200 cases, three diagnoses, and how bad each confusion is.
COHEN = [[88, 14, 18], [10, 40, 10], [2, 6, 12]]
COHEN_WEIGHTS = [[0, 1, 3], [1, 0, 6], [3, 6, 0]]
# A busy machine is no fault of what is tested.
CALM = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
levels = st.integers(0, 4)
pairs_of_levels = st.lists(st.tuples(levels, levels), min_size=2, max_size=40)


def _cohen() -> list[tuple[int, int]]:
    return [(i, j) for i, row in enumerate(COHEN) for j, number in enumerate(row) for _case in range(number)]


def test_icc_is_that_of_shrout_and_fleiss() -> None:
    found = icc_2_1(SHROUT_AND_FLEISS, fewest=6)
    assert found.value is not None
    assert round(found.value, 2) == 0.29


def test_weighted_kappa_is_that_of_cohen() -> None:
    found = weighted_kappa(_cohen(), COHEN_WEIGHTS)
    assert found.value is not None
    assert round(found.value, 3) == 0.348


def test_with_equal_weights_it_is_the_kappa_of_cohen() -> None:
    plain = weighted_kappa(_cohen(), [[0, 1, 1], [1, 0, 1], [1, 1, 0]])
    assert plain.value is not None
    assert round(plain.value, 3) == 0.492


@CALM
@given(pairs_of_levels)
def test_quadratic_kappa_is_the_closed_form_by_moments(pairs: list[tuple[int, int]]) -> None:
    one, other = [a for a, _b in pairs], [b for _a, b in pairs]
    mean_one, mean_other = fmean(one), fmean(other)
    covariance = fmean((a - mean_one) * (b - mean_other) for a, b in pairs)
    spread = fmean((a - mean_one) ** 2 for a in one) + fmean((b - mean_other) ** 2 for b in other)
    spread += (mean_one - mean_other) ** 2
    found = weighted_kappa(pairs, fewest=2)
    assert (found.value is None) == (spread == 0)
    assert found.value is None or found.value == pytest.approx(2 * covariance / spread)


@CALM
@given(pairs_of_levels)
def test_who_is_called_first_changes_nothing(pairs: list[tuple[int, int]]) -> None:
    turned = [(b, a) for a, b in pairs]
    assert weighted_kappa(pairs, fewest=2).value == pytest.approx(weighted_kappa(turned, fewest=2).value)
    first, second = icc_2_1(pairs, fewest=2), icc_2_1(turned, fewest=2)
    assert (first.value is None) == (second.value is None)
    assert first.value is None or first.value == pytest.approx(second.value, abs=1e-9)


@CALM
@given(st.lists(levels, min_size=2, max_size=30))
def test_whoever_always_says_the_same_agrees_fully_or_cannot_be_measured(said: list[int]) -> None:
    for found in (weighted_kappa([(one, one) for one in said], fewest=2), icc_2_1([[o, o] for o in said], fewest=2)):
        if len(set(said)) == 1:
            assert (found.value, found.reason) == (None, NO_SPREAD)
        else:
            assert found.value == pytest.approx(1)


@CALM
@given(pairs_of_levels)
def test_no_coefficient_says_more_than_full_agreement(pairs: list[tuple[int, int]]) -> None:
    for found in (weighted_kappa(pairs, fewest=2), icc_2_1(pairs, fewest=2)):
        assert found.value is None or found.value <= 1 + 1e-9
        assert (found.value is None) == bool(found.reason)


@CALM
@given(pairs_of_levels, st.integers(1, 9), st.integers(-5, 5))
def test_another_unit_changes_no_icc(pairs: list[tuple[int, int]], unit: int, shift: int) -> None:
    plain = icc_2_1(pairs, fewest=2)
    assume(plain.value is not None)
    scaled = icc_2_1([[unit * a + shift, unit * b + shift] for a, b in pairs], fewest=2)
    assert scaled.value == pytest.approx(plain.value, abs=1e-7)


@pytest.mark.parametrize("number", [0, 1, 9])
def test_too_few_works_say_nothing(number: int) -> None:
    pairs = [(0, 1), (1, 0), (2, 2)] * 3
    assert weighted_kappa(pairs[:number]).reason == TOO_FEW
    assert icc_2_1(pairs[:number]).reason == TOO_FEW


def test_shares_of_equal_and_near() -> None:
    assert share([(0, 0), (0, 1), (0, 2), (3, 0)]) == 0.25
    assert share([(0, 0), (0, 1), (0, 2), (3, 0)], within=1) == 0.5
    assert share([]) is None
