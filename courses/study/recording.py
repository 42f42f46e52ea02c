"""The path that every event takes: lock, sort out, store, fold, and complete when the rule is met. Few statements."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from wagtail.log_actions import log

from courses.editions.selectors import edition_of, lesson_facts
from courses.study import folding
from courses.study.carried import state_of
from courses.study.completion import verdict
from courses.study.events import LARGEST_COUNTER, SERVER, EventOutcome, NewEvent, Stored
from courses.study.models import Enrolment, Move, Progress, StudyEvent
from courses.study.signals import course_completed

Moves = Sequence[tuple[datetime, int]]  # when, and from which edition, oldest first


def locked(enrolment: Enrolment) -> Enrolment:
    """The enrolment with its progress as they are now, both rows locked: who writes at the same time waits.

    Only what is locked is read as it is after the waiting: the progress is locked too, and the edition is not joined
    (it may be another one by then). Editions never change, so each is read once.
    """
    rows = Enrolment.objects.select_for_update(of=("self", "progress")).select_related("progress")
    row = rows.get(pk=enrolment.pk, progress__isnull=False)
    if row.edition_id == enrolment.edition_id and Enrolment.edition.is_cached(enrolment):
        row.edition = enrolment.edition
    else:
        row.edition = edition_of(row.edition_id)
    return row


def store(enrolment: Enrolment, events: Sequence[NewEvent], received_at: datetime) -> list[EventOutcome]:
    """Store what is new among the events of a locked enrolment, and fold it in."""
    outcomes, new = _sorted_out(enrolment, events, received_at)
    if new:
        StudyEvent.objects.bulk_create(new)
        _fold_in(enrolment, new, received_at)
    return outcomes


@dataclass
class _Known:
    """Events that are stored already, or accepted a moment ago."""

    by_id: dict[UUID, int]
    by_counter: dict[tuple[UUID, int], tuple[str, UUID]]

    def remember(self, event: StudyEvent) -> None:
        self.by_id[event.id] = event.enrolment_id
        self.by_counter[event.device, event.counter] = (event.kind, event.lesson_uid)


def _sorted_out(
    enrolment: Enrolment, events: Sequence[NewEvent], received_at: datetime
) -> tuple[list[EventOutcome], list[StudyEvent]]:
    known, moves = _known(enrolment, events), _moves_after(enrolment, events)
    lessons: dict[int | None, set[str]] = {}  # by the edition in which an event happened
    outcomes, new = [], []
    for event in events:
        row = _row(enrolment, event, received_at, moves)
        if row.edition_id not in lessons:
            lessons[row.edition_id] = _lessons_for(row)
        outcome = _outcome(enrolment, event, lessons[row.edition_id], known)
        outcomes.append(outcome)
        if outcome.status is Stored.STORED:
            known.remember(row)
            new.append(row)
    return outcomes, new


def _lessons_for(row: StudyEvent) -> set[str]:
    """The lessons of the edition in which an event happened."""
    edition = edition_of(row.edition_id) if row.edition_id else row.enrolment.edition
    return {lesson.uid for lesson in lesson_facts(edition)}


def _known(enrolment: Enrolment, events: Sequence[NewEvent]) -> _Known:
    """One statement whatever the number of events: by identifier anywhere, by counter within the enrolment."""
    same_id = Q(id__in=[event.id for event in events])
    devices, counters = {event.device for event in events}, {event.counter for event in events}
    in_range = [counter for counter in counters if 0 <= counter <= LARGEST_COUNTER]
    same_counter = Q(enrolment=enrolment, device__in=devices, counter__in=in_range)
    known = _Known({}, {})
    for row in StudyEvent.objects.filter(same_id | same_counter).defer("payload"):
        known.by_id[row.id] = row.enrolment_id
        if row.enrolment_id == enrolment.pk:
            known.remember(row)
    return known


def _outcome(enrolment: Enrolment, event: NewEvent, lessons: set[str], known: _Known) -> EventOutcome:
    owner = known.by_id.get(event.id)
    same_counter = known.by_counter.get((event.device, event.counter))
    if owner == enrolment.pk or same_counter == (event.kind, event.lesson_uid):
        return EventOutcome(event.id, Stored.ALREADY_STORED)
    refusals = {
        "withdrawn": enrolment.status == Enrolment.Status.WITHDRAWN,
        "identifier_taken": owner is not None,
        "counter_reused": same_counter is not None,
        "counter_out_of_range": not 0 <= event.counter <= LARGEST_COUNTER,
        "unknown_lesson": str(event.lesson_uid) not in lessons,
    }
    reason = next((name for name, holds in refusals.items() if holds), "")
    return EventOutcome(event.id, Stored.REFUSED if reason else Stored.STORED, reason)


def _row(enrolment: Enrolment, event: NewEvent, received_at: datetime, moves: Moves) -> StudyEvent:
    if event.device == SERVER:
        believed = event.device_at
    else:
        believed = folding.bounded(event.device_at, not_before=enrolment.enrolled_at, received_at=received_at)
    return StudyEvent(
        id=event.id,
        enrolment=enrolment,
        edition_id=_edition_id(enrolment, event, believed, moves),
        device=event.device,
        counter=event.counter,
        kind=event.kind,
        lesson_uid=event.lesson_uid,
        payload=dict(event.payload),
        device_at=event.device_at,
        received_at=received_at,
        happened_at=believed,
    )


def _edition_id(enrolment: Enrolment, event: NewEvent, happened_at: datetime, moves: Moves) -> int | None:
    """The edition in which an event happened, None for the one studied now: a device may send it after a move."""
    if event.device == SERVER or enrolment.edition_since is None or happened_at >= enrolment.edition_since:
        return event.edition_id if event.edition_id != enrolment.edition_id else None
    return next((former for moved_at, former in moves if moved_at > happened_at), None)


def _moves_after(enrolment: Enrolment, events: Sequence[NewEvent]) -> Moves:
    """The moves of an enrolment, asked once, and only where a device may tell of what happened before the last."""
    since = enrolment.edition_since
    if since is None or not any(event.device != SERVER and event.device_at < since for event in events):
        return ()
    moves = Move.objects.filter(enrolment=enrolment).order_by("moved_at", "pk")
    return tuple(moves.values_list("moved_at", "from_edition"))


def _fold_in(enrolment: Enrolment, new: Sequence[StudyEvent], at: datetime) -> None:
    """Merge the new events into the stored state; the older ones are not read again."""
    settle(enrolment, folding.merge(folding.State.from_json(enrolment.progress.state), state_of(enrolment, new)), at)


def settle(enrolment: Enrolment, state: folding.State, at: datetime) -> None:
    """Keep the state of a locked enrolment with what lists show of it, and complete it when the rule is met."""
    progress = enrolment.progress
    lessons = lesson_facts(enrolment.edition)
    found = verdict(state, lessons, pass_mark=enrolment.edition.pass_mark, rule=enrolment.completes_by)
    progress.state = state.to_json()
    progress.lessons_total = len(lessons)
    progress.lessons_finished = sum(lesson.uid in state.finished for lesson in lessons)
    progress.last_lesson_uid = UUID(state.last_lesson) if state.last_lesson else None
    progress.grade = found.grade
    progress.updated_at = at
    progress.save()
    if found.is_completed and enrolment.status == Enrolment.Status.ACTIVE:
        _complete(enrolment, progress, at)


def _complete(enrolment: Enrolment, progress: Progress, at: datetime) -> None:
    """Once completed it stays so, with the grade of that moment and the rule under which it began."""
    enrolment.status = Enrolment.Status.COMPLETED
    enrolment.grade, enrolment.rule_version, enrolment.completed_at = progress.grade, enrolment.completes_by, at
    enrolment.save(update_fields=["status", "grade", "rule_version", "completed_at"])
    log(
        instance=enrolment, action="study.complete", data={"grade": str(progress.grade), "rule": enrolment.rule_version}
    )
    send = partial(course_completed.send, sender=Enrolment, enrolment=enrolment)
    transaction.on_commit(send, robust=True)
