"""When a letter may go out: never in quiet hours, weekly ones on Monday. Pure; laws in tests/letters/test_clock.py."""

from datetime import datetime, time, timedelta, tzinfo

MONDAY = 0
WEEKLY_AT = time(9)


def is_quiet(moment: time, start: time, end: time) -> bool:
    """Whether a local time lies in the quiet hours, which may pass midnight; equal ends mean that there are none."""
    if start == end:
        return False
    return start <= moment < end if start < end else moment >= start or moment < end


def next_due(at: datetime, *, weekly: bool, quiet_from: time, quiet_to: time, zone: tzinfo) -> datetime:
    """The first moment from ``at`` on at which a letter may be sent."""
    due = at.astimezone(zone)
    if weekly:
        due = _monday(due)
    return _awake(due, quiet_from, quiet_to)


def _monday(at: datetime) -> datetime:
    monday = at + timedelta(days=(MONDAY - at.weekday()) % 7)
    monday = datetime.combine(monday.date(), WEEKLY_AT, at.tzinfo)
    return monday if monday >= at else datetime.combine(monday.date() + timedelta(days=7), WEEKLY_AT, at.tzinfo)


def _awake(at: datetime, start: time, end: time) -> datetime:
    if not is_quiet(at.time(), start, end):
        return at
    day = at.date() if at.time() < end else at.date() + timedelta(days=1)
    return datetime.combine(day, end, at.tzinfo)
