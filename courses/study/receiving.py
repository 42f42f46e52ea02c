"""Batches of events from a device: each is stored once, and what cannot be applied is kept aside and told."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from accounts.models import User
from courses.study import folding
from courses.study.batches import Read, Sent
from courses.study.events import NewEvent, Stored
from courses.study.models import Enrolment, SetAsideEvent
from courses.study.operations import record_events
from courses.study.permissions import enrolments_of

MOST_SET_ASIDE = 1_000  # per person; what comes beyond is answered all the same
# What may be applied later: when the person comes back, or moves to an edition that has the lesson.
CURABLE = ("unknown_enrolment", "withdrawn", "unknown_lesson")


@dataclass(frozen=True)
class Answer:
    """What became of a sent event; ``reason`` is a code, ``field`` the wrong field of a malformed one."""

    id: str
    status: Stored
    reason: str = ""
    field: str = ""


def receive_events(*, actor: User, batch: Sequence[Sent], at: datetime) -> list[Answer]:
    """Store what can be stored, each enrolment in a transaction of its own; one answer for each, in the order sent."""
    answers: dict[int, Answer] = {
        place: Answer(sent.id, Stored.REFUSED, "malformed", sent.wrong)
        for place, sent in enumerate(batch)
        if sent.read is None
    }
    readable = [(place, sent.read) for place, sent in enumerate(batch) if sent.read is not None]
    answers |= _applied(actor, readable, at)
    found = [answers[place] for place in range(len(batch))]
    _set_aside(actor, batch, found, at)
    return found


def _applied(actor: User, readable: Iterable[tuple[int, Read]], at: datetime) -> dict[int, Answer]:
    groups: dict[UUID, list[tuple[int, Read]]] = defaultdict(list)
    for place, read in readable:
        groups[read.enrolment].append((place, read))
    own = {one.uid: one for one in enrolments_of(actor).filter(uid__in=groups).only("uid", "edition")}
    answers: dict[int, Answer] = {}
    for uid, sent in groups.items():
        answers |= _applied_to(own[uid], sent, at) if uid in own else _unknown(sent)
    return answers


def _unknown(sent: Iterable[tuple[int, Read]]) -> dict[int, Answer]:
    return {place: Answer(str(read.id), Stored.REFUSED, "unknown_enrolment") for place, read in sent}


def _applied_to(enrolment: Enrolment, sent: Sequence[tuple[int, Read]], at: datetime) -> dict[int, Answer]:
    events = [_new(read) for _place, read in sent]
    try:
        outcomes = record_events(enrolment=enrolment, events=events, received_at=at)
    except IntegrityError:  # at the same instant another enrolment got an event of the same identifier: now it is known
        outcomes = record_events(enrolment=enrolment, events=events, received_at=at)
    return {
        place: Answer(str(outcome.id), outcome.status, _reason(read, outcome.reason))
        for (place, read), outcome in zip(sent, outcomes, strict=True)
    }


def _new(read: Read) -> NewEvent:
    return NewEvent(read.id, read.device, read.counter, read.kind, read.lesson_uid, read.device_at, read.payload)


def _reason(read: Read, code: str) -> str:
    return "unknown_kind" if code and read.kind not in folding.KINDS else code


def _set_aside(actor: User, batch: Sequence[Sent], answers: Sequence[Answer], at: datetime) -> None:
    refused = [(sent, answer) for sent, answer in zip(batch, answers, strict=True) if answer.status is Stored.REFUSED]
    if not refused:
        return
    room = max(0, MOST_SET_ASIDE - SetAsideEvent.objects.filter(user=actor, settled_at=None).count())
    rows = [
        SetAsideEvent(
            user=actor,
            digest=sent.digest,
            event=sent.raw,
            reason=answer.reason,
            received_at=at,
        )
        for sent, answer in refused
    ]
    SetAsideEvent.objects.bulk_create(rows[:room], ignore_conflicts=True, batch_size=500)


@transaction.atomic
def apply_set_aside(*, actor: User, at: datetime) -> int:
    """Try again what was set aside for a reason that may have gone; returns how many are stored now."""
    waiting = list(
        SetAsideEvent.objects.select_for_update().filter(user=actor, settled_at=None, reason__in=CURABLE).order_by("pk")
    )
    readable = [(place, sent.read) for place, row in enumerate(waiting) if (sent := row.sent).read is not None]
    answers = _applied(actor, readable, at)
    done = [waiting[place] for place, answer in answers.items() if answer.status is not Stored.REFUSED]
    SetAsideEvent.objects.filter(pk__in=[row.pk for row in done]).update(settled_at=at)
    return len(done)
