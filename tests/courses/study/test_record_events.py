"""What devices and the server record: once each, in any order, by whom it may be said."""

import uuid
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries, DjangoCaptureOnCommitCallbacks
from wagtail.models import ModelLogEntry

from courses.study.events import SERVER, NewEvent, Stored
from courses.study.folding import FINISHED, OPENED, SCORED, State
from courses.study.models import Enrolment, StudyEvent
from courses.study.operations import (
    record_events,
    record_lesson_finished,
    record_lesson_opened,
    record_score,
    refold,
    withdraw,
)
from courses.study.refusals import StudyRefused
from courses.study.signals import course_completed
from tests.courses.editions.factories import make_edition
from tests.courses.study.factories import ENROLLED, LATER, complete, lessons_in, make_enrolment

DEVICE = uuid.UUID(int=7)
pytestmark = pytest.mark.django_db


def _event(enrolment: Enrolment, counter: int = 1, **changes: Any) -> NewEvent:
    facts: dict[str, Any] = {
        "id": uuid.uuid4(),
        "device": DEVICE,
        "counter": counter,
        "kind": FINISHED,
        "device_at": LATER,
    }
    return NewEvent(**({**facts, "lesson_uid": lessons_in(enrolment)[0].uid} | changes))


def _send(enrolment: Enrolment, *events: NewEvent) -> list[tuple[Stored, str]]:
    outcomes = record_events(enrolment=enrolment, events=events, received_at=LATER)
    assert [outcome.id for outcome in outcomes] == [event.id for event in events]
    return [(outcome.status, outcome.reason) for outcome in outcomes]


def test_stores_once_and_folds() -> None:
    enrolment = make_enrolment()
    event = _event(enrolment)
    assert _send(enrolment, event, event) == [(Stored.STORED, ""), (Stored.ALREADY_STORED, "")]
    assert _send(enrolment, event) == [(Stored.ALREADY_STORED, "")]
    enrolment.progress.refresh_from_db()
    assert enrolment.progress.lessons_finished == 1
    assert StudyEvent.objects.count() == 1


def test_the_same_counter_saying_the_same_is_known_and_saying_something_else_is_refused() -> None:
    enrolment = make_enrolment()
    _send(enrolment, _event(enrolment))
    assert _send(enrolment, _event(enrolment)) == [(Stored.ALREADY_STORED, "")]
    assert _send(enrolment, _event(enrolment, kind=OPENED)) == [(Stored.REFUSED, "counter_reused")]


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"kind": SCORED, "payload": {"points": "9", "max_points": "9"}}, "only_the_server_says_so"),
        ({"kind": "made.up"}, "only_the_server_says_so"),
        ({"device": SERVER}, "only_the_server_says_so"),
        ({"lesson_uid": uuid.uuid4()}, "unknown_lesson"),
        ({"counter": -1}, "counter_out_of_range"),
        ({"counter": 2**63}, "counter_out_of_range"),
    ],
)
def test_refuses_with_a_reason_and_goes_on(changes: dict[str, Any], reason: str) -> None:
    enrolment = make_enrolment()
    good = _event(enrolment, 2)
    assert _send(enrolment, _event(enrolment, **changes), good) == [(Stored.REFUSED, reason), (Stored.STORED, "")]


def test_refuses_an_event_stored_for_somebody_else() -> None:
    mine = make_enrolment()
    theirs = make_enrolment(edition=mine.edition)
    event = _event(mine)
    _send(mine, event)
    assert _send(theirs, event) == [(Stored.REFUSED, "identifier_taken")]


def test_refuses_after_withdrawal() -> None:
    enrolment = make_enrolment()
    withdraw(actor=enrolment.teacher, enrolment=enrolment, at=LATER)
    assert _send(enrolment, _event(enrolment)) == [(Stored.REFUSED, "withdrawn")]
    with pytest.raises(StudyRefused):
        record_lesson_finished(enrolment=enrolment, lesson_uid=lessons_in(enrolment)[0].uid, at=LATER)


@pytest.mark.parametrize("year", [1970, 2040])
def test_an_impossible_clock_is_not_believed(year: int) -> None:
    enrolment = make_enrolment()
    _send(enrolment, _event(enrolment, device_at=datetime(year, 1, 1, tzinfo=UTC)))
    assert StudyEvent.objects.get().happened_at == LATER


def test_incremental_state_is_the_full_fold() -> None:
    enrolment = make_enrolment(edition=make_edition(lessons=3, evidence=1))
    for counter, lesson in enumerate(lessons_in(enrolment)):
        moment = ENROLLED + timedelta(hours=counter)
        _send(enrolment, _event(enrolment, counter, kind=OPENED, lesson_uid=lesson.uid, device_at=moment))
    complete(enrolment, share=70)
    enrolment.progress.refresh_from_db()
    assert refold(enrolment) == State.from_json(enrolment.progress.state)


def test_completes_once_after_commit(django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks) -> None:
    heard: list[Enrolment] = []

    def hear(enrolment: Enrolment, **_rest: Any) -> None:
        heard.append(enrolment)

    course_completed.connect(hear)
    try:
        with django_capture_on_commit_callbacks(execute=True):
            enrolment = complete(make_enrolment(), share=80)
            assert not heard
        complete(enrolment, share=100, at=LATER + timedelta(days=1))
    finally:
        course_completed.disconnect(hear)
    enrolment.refresh_from_db()
    assert [one.pk for one in heard] == [enrolment.pk]
    assert (enrolment.status, enrolment.grade) == (Enrolment.Status.COMPLETED, Decimal("8.0"))
    assert (enrolment.completed_at, enrolment.rule_version) == (LATER, "2")
    assert ModelLogEntry.objects.filter(action="study.complete").count() == 1


def test_below_the_pass_mark_nothing_is_completed() -> None:
    assert complete(make_enrolment(), share=50).status == Enrolment.Status.ACTIVE


def test_an_attempt_counts_once_and_reading_on_writes_nothing() -> None:
    enrolment = make_enrolment()
    lesson, attempt = lessons_in(enrolment)[0].uid, uuid.uuid4()
    for _repeat in range(2):
        record_lesson_opened(enrolment=enrolment, lesson_uid=lesson, at=LATER)
        record_score(
            enrolment=enrolment,
            lesson_uid=lesson,
            points=Decimal(1),
            max_points=Decimal(2),
            attempt_uid=attempt,
            at=LATER,
        )
    assert StudyEvent.objects.count() == 2


def test_a_write_costs_few_statements(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    enrolment = make_enrolment()
    events = [_event(enrolment, counter, lesson_uid=lesson.uid) for counter, lesson in enumerate(lessons_in(enrolment))]
    _send(enrolment, events[0])
    with django_assert_num_queries(6):  # savepoint, lock, known, insert, progress, release
        _send(enrolment, *events[1:])
