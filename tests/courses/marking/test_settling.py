"""Which score counts, who marks next, and who is in the sample: pure rules."""

from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from courses.marking import settling
from courses.marking.settling import Given, disagree, is_sampled, mean, next_state, points_for, score_of

# A busy machine is no fault of what is tested.
CALM = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
TEN = Decimal(10)
scores = st.decimals(0, 10, places=3)


def a_mark(role: str, score: str = "5", **ranks: int) -> Given:
    return Given(role, ranks, Decimal(score), TEN)


def test_a_single_mark_counts() -> None:
    marks = [a_mark("first", "7.5")]
    assert next_state(marks, sampled=False, appealed=False) == settling.MARKED
    assert score_of(marks) == Decimal("7.5")


def test_what_is_sampled_waits_for_a_second_mark_and_counts_as_the_mean() -> None:
    marks = [a_mark("first", "7.5", clear=1)]
    assert next_state(marks, sampled=True, appealed=False) == settling.TO_MARK_TWICE
    marks.append(a_mark("second", "7.502", clear=2))
    assert next_state(marks, sampled=True, appealed=False) == settling.MARKED
    assert score_of(marks) == Decimal("7.501")


def test_halves_of_a_mean_are_rounded_up() -> None:
    assert mean([Decimal("0.001"), Decimal("0.002")]) == Decimal("0.002")


def test_more_than_one_level_apart_on_any_criterion_asks_for_a_third_who_decides() -> None:
    marks = [a_mark("first", "9", clear=2, full=3), a_mark("second", "9", clear=2, full=1)]
    assert next_state(marks, sampled=True, appealed=False) == settling.TO_DECIDE
    marks.append(a_mark("third", "4", clear=0, full=1))
    assert next_state(marks, sampled=True, appealed=False) == settling.MARKED
    assert score_of(marks) == 4


@pytest.mark.parametrize(("second", "apart"), [("7.5", False), ("7.499", True)])
def test_without_criteria_more_than_a_quarter_of_the_points_is_far(second: str, apart: bool) -> None:
    assert disagree(a_mark("first", "10"), a_mark("second", second)) is apart


def test_the_decision_about_an_appeal_counts_above_all() -> None:
    marks = [a_mark("first", "3"), a_mark("second", "4"), a_mark("third", "5"), a_mark("appeal", "8")]
    assert next_state(marks, sampled=True, appealed=False) == settling.MARKED
    assert score_of(marks) == 8


def test_what_was_returned_is_marked_no_more() -> None:
    returned = Given("return", {}, None, Decimal(0))
    assert next_state([returned], sampled=True, appealed=False) == settling.RETURNED


def test_what_is_not_scored_has_no_score() -> None:
    assert score_of([Given("first", {}, None, Decimal(0))]) is None
    assert score_of([]) is None


@CALM
@given(scores, scores)
def test_a_mean_lies_between_its_scores(one: Decimal, other: Decimal) -> None:
    assert min(one, other) <= mean([one, other]) <= max(one, other)


@CALM
@given(st.decimals(0, 12, places=2), st.decimals("0.5", 20, places=1))
def test_points_for_a_rubric_stay_within_the_question(earned: Decimal, worth: Decimal) -> None:
    assert 0 <= points_for(earned, Decimal(12), worth) <= worth
    assert points_for(Decimal(12), Decimal(12), worth) == worth


def test_a_rubric_without_points_earns_nothing() -> None:
    assert points_for(Decimal(0), Decimal(0), TEN) == 0


@CALM
@given(st.uuids(), st.integers(0, 100))
def test_the_sample_grows_with_its_share_and_never_changes(uid: UUID, percent: int) -> None:
    assert is_sampled(uid, percent) == is_sampled(uid, percent)
    assert not is_sampled(uid, 0)
    assert is_sampled(uid, 100)
    assert is_sampled(uid, min(percent + 1, 100)) >= is_sampled(uid, percent)


def test_the_sample_has_about_the_share_that_was_asked_for() -> None:
    drawn = sum(is_sampled(UUID(int=number), 20) for number in range(2000))
    assert 340 < drawn < 460
