"""Whom a review asks, in which order, and when it is over. Pure: parties and what they said in, a standing out.

Parties of the same stage are asked at the same time. The next stage opens when everyone who approves in the stages
before it has approved. Those who only comment are asked with their stage and never hold anybody up.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from typing import Generic, TypeVar

Key = TypeVar("Key")
SOON = timedelta(days=2)
WEEK = timedelta(days=7)


class Said(Enum):
    """What a party answered."""

    NOTHING = ""
    APPROVED = "approved"
    RETURNED = "returned"
    READ = "read"  # whoever only comments is done


class Outcome(Enum):
    """How a round ends; OPEN while it has not."""

    OPEN = ""
    APPROVED = "approved"
    RETURNED = "returned"


@dataclass(frozen=True)
class Party(Generic[Key]):
    """Somebody who is asked: an organisation or a guest."""

    key: Key
    stage: int
    approves: bool
    said: Said = Said.NOTHING


@dataclass(frozen=True)
class Standing(Generic[Key]):
    """Where a round stands: who has been asked by now, and how it ended if it did."""

    asked: frozenset[Key]
    outcome: Outcome


def standing(parties: Collection[Party[Key]]) -> Standing[Key]:
    """Where the round stands after everything that was said so far."""
    approving = sorted({party.stage for party in parties if party.approves})
    current = next((stage for stage in approving if not _is_through(parties, stage)), approving[-1] if approving else 0)
    # With the last who approve, everyone is asked: nobody would come after them.
    everyone = not approving or current == approving[-1]
    asked = frozenset(party.key for party in parties if everyone or party.stage <= current)
    return Standing(asked, _outcome(parties, asked, approving))


def _is_through(parties: Collection[Party[Key]], stage: int) -> bool:
    return all(party.said is Said.APPROVED for party in parties if party.approves and party.stage == stage)


def _outcome(parties: Collection[Party[Key]], asked: Collection[Key], approving: Collection[int]) -> Outcome:
    if any(party.approves and party.said is Said.RETURNED for party in parties if party.key in asked):
        return Outcome.RETURNED
    if approving and all(_is_through(parties, stage) for stage in approving):
        return Outcome.APPROVED
    return Outcome.OPEN


def renumbered(stages: Iterable[int]) -> dict[int, int]:
    """Stages in use, numbered 1, 2, 3 … without gaps."""
    return {stage: number for number, stage in enumerate(sorted(set(stages)), start=1)}


def reminder_due(due_on: date, today: date, *, asked_on: date, reminded_on: date | None) -> bool:
    """Whether today somebody who has not answered is reminded: two days before, on the day, and every week after.

    Each moment counts once, and never on a weekend: what falls on one is made up for on Monday.
    """
    if today.weekday() >= 5:
        return False
    moment = _last_moment(due_on, today)
    return moment is not None and moment > asked_on and (reminded_on is None or reminded_on < moment)


def _last_moment(due_on: date, today: date) -> date | None:
    if today < due_on - SOON:
        return None
    if today < due_on:
        return due_on - SOON
    return due_on + WEEK * ((today - due_on) // WEEK)
