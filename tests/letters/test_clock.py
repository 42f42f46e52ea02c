"""Laws of the clock of letters."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from letters.clock import is_quiet, next_due

HERE = ZoneInfo("America/Mexico_City")
START = datetime(2024, 1, 1, tzinfo=UTC)
moments = st.timedeltas(min_value=timedelta(), max_value=timedelta(days=2000)).map(lambda since: START + since)


@given(moments, st.times(), st.times(), st.booleans())
def test_never_early_never_in_quiet_hours_and_settled(at: datetime, start: time, end: time, weekly: bool) -> None:
    due = next_due(at, weekly=weekly, quiet_from=start, quiet_to=end, zone=HERE)
    assert due >= at
    assert not is_quiet(due.time(), start, end)
    assert next_due(due, weekly=False, quiet_from=start, quiet_to=end, zone=HERE) == due


@given(moments)
def test_weekly_letters_go_on_monday_within_a_week(at: datetime) -> None:
    due = next_due(at, weekly=True, quiet_from=time(21), quiet_to=time(8), zone=HERE)
    assert (due.weekday(), due.hour) == (0, 9)
    assert (due - at).days < 7


@given(moments, st.times(), st.booleans())
def test_without_quiet_hours_nothing_waits(at: datetime, same: time, weekly: bool) -> None:
    assert next_due(at, weekly=False, quiet_from=same, quiet_to=same, zone=HERE) == at


@pytest.mark.parametrize(("hour", "expected"), [(20, (2, 20)), (21, (3, 8)), (23, (3, 8)), (3, (2, 8)), (8, (2, 8))])
def test_by_default_nights_are_quiet(hour: int, expected: tuple[int, int]) -> None:
    due = next_due(
        datetime(2026, 9, 2, hour, tzinfo=HERE), weekly=False, quiet_from=time(21), quiet_to=time(8), zone=HERE
    )
    assert (due.day, due.hour) == expected
