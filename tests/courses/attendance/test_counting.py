"""Attendance in percent: exact, never rounded up to what was not reached."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from courses.attendance.counting import Summary

hours = st.decimals(min_value=0, max_value=500, places=1)


@given(hours, hours, st.integers(0, 100))
def test_a_percentage_lies_between_none_and_all_and_agrees_with_the_rule(
    attended: Decimal, missed: Decimal, required: int
) -> None:
    summary = Summary(attended, attended + missed, required)
    if summary.percent is None:
        assert summary.reached
        return
    assert 0 <= summary.percent <= 100
    assert (summary.percent >= required) == summary.reached
    assert (summary.percent == 100) == (missed == 0)


def test_four_of_five_reach_eighty_and_a_little_less_does_not() -> None:
    assert Summary(Decimal(4), Decimal(5), 80).reached
    almost = Summary(Decimal("79.9"), Decimal(100), 80)
    assert (almost.percent, almost.reached) == (79, False)
