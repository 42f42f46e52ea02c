"""When the time of an attempt is over, by the server's clock. Pure."""

from datetime import datetime, timedelta

# What the network may take to bring answers that were sent in time.
GRACE = timedelta(seconds=30)
# The most that one person may have beyond everybody's time.
MOST_PERCENT = 300


def deadline(started_at: datetime, minutes: int | None, extra_percent: int = 0) -> datetime | None:
    """The end of an attempt; None where answering is not timed."""
    return None if minutes is None else started_at + timedelta(minutes=minutes) * (100 + extra_percent) / 100


def has_ended(deadline_at: datetime | None, at: datetime) -> bool:
    """Whether the person's time is used up; what they sent may still be under way."""
    return deadline_at is not None and at >= deadline_at


def is_overdue(deadline_at: datetime | None, at: datetime) -> bool:
    """Whether nothing that arrives now counts any more."""
    return deadline_at is not None and at > deadline_at + GRACE
