"""Who is stuck and why, from what is known of a person in a cohort. Pure; laws in tests/courses/guidance."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum
from fractions import Fraction
from math import ceil

# After so many days without a sign somebody counts as inactive.
QUIET_DAYS = 7
# So many failed tries at one lesson, and more reading alone will not help.
MANY_TRIES = 2
# What waits for its facilitator longer than this keeps its author waiting.
REVIEW_DAYS = 4
# The end is near.
LAST_DAYS = 7


class Reason(Enum):
    """Why somebody does not get on, the most urgent first."""

    OVER = "over"
    ENDING = "ending"
    FAILING = "failing"
    RETURNED = "returned"
    WAITING = "waiting"
    NEVER_STARTED = "never_started"
    INACTIVE = "inactive"
    ABSENT = "absent"
    BEHIND = "behind"


WEIGHT = {reason: 2 ** (len(Reason) - place) for place, reason in enumerate(Reason)}


@dataclass(frozen=True)
class Facts:
    """What is known. ``tries_failed`` is the most tries at one lesson that none of them passed."""

    enrolled_at: datetime
    last_activity_at: datetime | None
    lessons_finished: int
    lessons_total: int
    starts_on: date
    last_day: date
    tries_failed: int = 0
    returned_at: datetime | None = None
    waiting_since: datetime | None = None
    attendance_reached: bool = True


def expected_lessons(facts: Facts, today: date) -> int:
    """How many lessons the calendar would have finished: in step with the days of the cohort that have passed."""
    span = (facts.last_day - facts.starts_on).days
    if today <= facts.starts_on:
        return 0
    if span <= 0 or today >= facts.last_day:
        return facts.lessons_total
    return int(Fraction((today - facts.starts_on).days * facts.lessons_total, span))


def reasons(facts: Facts, *, at: datetime, today: date) -> tuple[Reason, ...]:
    """Everything that holds somebody up, the most urgent first; nothing for whoever gets on well."""
    return tuple(reason for reason, holds in _checks(facts, at, today) if holds)


def _checks(facts: Facts, at: datetime, today: date) -> Sequence[tuple[Reason, bool]]:
    unfinished = facts.lessons_finished < facts.lessons_total
    begun = today >= facts.starts_on
    days_left = (facts.last_day - today).days
    missing = expected_lessons(facts, today) - facts.lessons_finished
    return (
        (Reason.OVER, days_left < 0),
        (Reason.ENDING, unfinished and 0 <= days_left <= LAST_DAYS),
        (Reason.FAILING, facts.tries_failed >= MANY_TRIES),
        (Reason.RETURNED, facts.returned_at is not None),
        (Reason.WAITING, _older(facts.waiting_since, at, REVIEW_DAYS)),
        (Reason.NEVER_STARTED, begun and facts.last_activity_at is None and _older(facts.enrolled_at, at, 2)),
        (Reason.INACTIVE, unfinished and _older(facts.last_activity_at, at, QUIET_DAYS)),
        (Reason.ABSENT, not facts.attendance_reached),
        (Reason.BEHIND, missing > max(1, ceil(facts.lessons_total / 10))),
    )


def _older(moment: datetime | None, at: datetime, days: int) -> bool:
    return moment is not None and at - moment > timedelta(days=days)


def urgency(found: Sequence[Reason]) -> int:
    """A number to sort by: one more urgent reason outweighs all less urgent ones together."""
    return sum(WEIGHT[reason] for reason in found)
