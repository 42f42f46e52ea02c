"""Laws of who is stuck and why."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.guidance.standing import Facts, Reason, expected_lessons, reasons, urgency

NOW = datetime(2026, 9, 20, 18, tzinfo=UTC)
TODAY = date(2026, 9, 20)
WELL = Facts(
    enrolled_at=NOW - timedelta(days=19),
    last_activity_at=NOW - timedelta(days=1),
    lessons_finished=3,
    lessons_total=10,
    starts_on=date(2026, 9, 1),
    last_day=date(2026, 11, 30),
)


def why(**changes: object) -> tuple[Reason, ...]:
    return reasons(replace(WELL, **changes), at=NOW, today=TODAY)  # type: ignore[arg-type]


def test_whoever_gets_on_well_has_no_reason() -> None:
    assert why() == ()


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"last_activity_at": None, "lessons_finished": 2}, Reason.NEVER_STARTED),
        ({"last_activity_at": NOW - timedelta(days=8)}, Reason.INACTIVE),
        ({"lessons_finished": 0}, Reason.BEHIND),
        ({"tries_failed": 2}, Reason.FAILING),
        ({"returned_at": NOW}, Reason.RETURNED),
        ({"waiting_since": NOW - timedelta(days=5)}, Reason.WAITING),
        ({"attendance_reached": False}, Reason.ABSENT),
        ({"last_day": date(2026, 9, 24), "lessons_finished": 9}, Reason.ENDING),
        ({"last_day": date(2026, 9, 19), "lessons_finished": 10}, Reason.OVER),
    ],
)
def test_each_reason_stands_alone(changes: dict[str, object], reason: Reason) -> None:
    assert why(**changes) == (reason,)


def test_before_it_begins_nobody_is_behind_or_late_in_starting() -> None:
    assert why(starts_on=date(2026, 10, 1), lessons_finished=0, last_activity_at=None) == ()


def test_whoever_finished_every_lesson_is_neither_quiet_nor_near_the_end() -> None:
    assert why(lessons_finished=10, last_activity_at=NOW - timedelta(days=60), last_day=date(2026, 9, 22)) == ()


found = st.lists(st.sampled_from(Reason), unique=True)


@given(found, found)
def test_a_more_urgent_reason_outweighs_all_less_urgent_together(some: list[Reason], others: list[Reason]) -> None:
    order = list(Reason)
    first = min((order.index(reason) for reason in set(some) ^ set(others)), default=None)
    if first is None:
        assert urgency(some) == urgency(others)
    else:
        assert (urgency(some) > urgency(others)) == (order[first] in some)


@given(st.integers(-30, 120), st.integers(0, 60), st.integers(0, 90))
def test_the_calendar_asks_for_more_each_day_and_never_for_more_than_there_is(day: int, total: int, span: int) -> None:
    facts = replace(WELL, lessons_total=total, last_day=WELL.starts_on + timedelta(days=span))
    today = WELL.starts_on + timedelta(days=day)
    asked = expected_lessons(facts, today)
    assert 0 <= asked <= total
    assert asked <= expected_lessons(facts, today + timedelta(days=1))
