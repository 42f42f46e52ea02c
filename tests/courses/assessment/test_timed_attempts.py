"""Timed attempts: the server's clock decides, and what was saved by the end of the time is what counts."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from wagtail.models import ModelLogEntry

from courses.assessment.forms import parse_answers
from courses.assessment.models import Attempt, ExtraTime
from courses.assessment.operations import (
    AssessmentRefused,
    begin_attempt,
    close_all_overdue,
    close_overdue,
    give_extra_time,
    open_attempt,
    send_answers,
    submit_attempt,
)
from courses.assessment.saving import Draft
from courses.assessment.timing import GRACE, deadline, is_overdue
from courses.study.models import Enrolment, StudyEvent
from courses.study.operations import withdraw
from institutes.models import Membership
from tests.clients import signed_in
from tests.courses.assessment.factories import (
    NOON,
    as_querydict,
    lesson_called,
    make_edition,
    make_enrolment,
    right_answers,
    save,
    uid,
)
from tests.courses.cohorts.factories import make_cohort
from tests.institutes.factories import MembershipFactory

MINUTES = 30
END = NOON + timedelta(minutes=MINUTES)
IN_TIME = END + GRACE
TOO_LATE = IN_TIME + timedelta(seconds=1)


@given(st.integers(0, 10**9), st.integers(1, 600), st.integers(0, 300))
def test_more_percent_is_never_less_time(second: int, minutes: int, percent: int) -> None:
    started = NOON + timedelta(seconds=second)
    end = deadline(started, minutes, percent)
    assert end is not None
    assert end - started == timedelta(seconds=minutes * 60 * (100 + percent) / 100)
    assert end >= (deadline(started, minutes) or end)
    assert not is_overdue(end, end + GRACE)
    assert is_overdue(end, end + GRACE + timedelta(microseconds=1))


def test_without_a_limit_nothing_is_ever_late() -> None:
    assert deadline(NOON, None, 50) is None
    assert not is_overdue(None, NOON + timedelta(days=4000))


@pytest.fixture
def enrolment(db: None) -> Enrolment:
    return make_enrolment(edition=make_edition(minutes=MINUTES))


def _begin(enrolment: Enrolment, at: datetime = NOON) -> Attempt:
    lesson = lesson_called(enrolment.edition, "Responder")
    return begin_attempt(actor=enrolment.teacher, enrolment=enrolment, lesson=lesson, language="es-mx", at=at)


def _answers(attempt: Attempt, fields: dict[str, Any] | None = None) -> dict[str, Any]:
    return parse_answers(attempt.questions, as_querydict(right_answers() if fields is None else fields))


def _facts(attempt: Attempt, *names: str) -> tuple[Any, ...]:
    return tuple(getattr(attempt, name) for name in names)


def _send(enrolment: Enrolment, at: datetime, fields: dict[str, Any] | None = None) -> Attempt:
    return send_answers(
        actor=enrolment.teacher, enrolment=enrolment, lesson=lesson_called(enrolment.edition, "Responder"),
        language="es-mx", read=lambda attempt: Draft(_answers(attempt, fields)), at=at, number=1,
    )  # fmt: skip


def test_the_time_runs_from_the_beginning_by_the_servers_clock(enrolment: Enrolment) -> None:
    assert _begin(enrolment).deadline_at == END
    assert _begin(enrolment, NOON + timedelta(minutes=5)).deadline_at == END


def test_nothing_is_answered_before_it_is_begun(enrolment: Enrolment) -> None:
    lesson = lesson_called(enrolment.edition, "Responder")
    with pytest.raises(AssessmentRefused, match="comience"):
        _send(enrolment, NOON)
    with pytest.raises(AssessmentRefused, match="comience"):
        open_attempt(enrolment=enrolment, lesson=lesson, language="es-mx", at=NOON)
    assert not Attempt.objects.exists()


def test_nobody_begins_for_another(enrolment: Enrolment) -> None:
    stranger = make_enrolment(edition=enrolment.edition).teacher
    lesson = lesson_called(enrolment.edition, "Responder")
    with pytest.raises(Enrolment.DoesNotExist):
        begin_attempt(actor=stranger, enrolment=enrolment, lesson=lesson, language="es-mx", at=NOON)


def test_what_the_network_delayed_still_counts(enrolment: Enrolment) -> None:
    _begin(enrolment)
    sent = _send(enrolment, IN_TIME)
    assert _facts(sent, "points", "timed_out", "submitted_at") == (8, False, IN_TIME)


def test_late_answers_are_not_marked_and_the_saved_ones_are(enrolment: Enrolment) -> None:
    _begin(enrolment)
    saved = {uid("question single"): uid("single dos")}
    save(enrolment, saved, at=END)
    sent = _send(enrolment, TOO_LATE)
    assert _facts(sent, "points", "timed_out", "submitted_at", "answers") == (1, True, END, saved)


def test_what_is_saved_too_late_is_too_late(enrolment: Enrolment) -> None:
    attempt = _begin(enrolment)
    late = save(enrolment, _answers(attempt), at=TOO_LATE)
    assert _facts(late, "points", "timed_out") == (0, True)


def test_at_the_end_of_the_time_nobody_is_asked_to_write_more(enrolment: Enrolment) -> None:
    _begin(enrolment)
    with pytest.raises(AssessmentRefused):
        _send(enrolment, END - timedelta(seconds=1), {})
    assert _send(enrolment, END, {f"q-{uid('question open')}": "Poco"}).submitted_at == END


def test_the_clock_sends_what_nobody_came_back_to_and_only_once(enrolment: Enrolment) -> None:
    _begin(enrolment)
    assert close_all_overdue(at=IN_TIME) == 0
    assert close_all_overdue(at=TOO_LATE) == 1
    assert close_all_overdue(at=TOO_LATE) == 0
    assert StudyEvent.objects.filter(enrolment=enrolment, kind="lesson.scored").count() == 1


def test_closing_again_changes_nothing(enrolment: Enrolment) -> None:
    attempt = _begin(enrolment)
    first = close_overdue(attempt=attempt, at=TOO_LATE)
    again = close_overdue(attempt=attempt, at=TOO_LATE + timedelta(days=1))
    assert (again.submitted_at, again.points) == (first.submitted_at, first.points)
    late = submit_attempt(actor=enrolment.teacher, attempt=attempt, answers=_answers(attempt), at=TOO_LATE)
    assert late.points == 0


def test_who_left_is_waited_for(enrolment: Enrolment) -> None:
    attempt = _begin(enrolment)
    withdraw(actor=enrolment.teacher, enrolment=enrolment, at=NOON)
    assert close_all_overdue(at=TOO_LATE) == 0
    with pytest.raises(AssessmentRefused):
        close_overdue(attempt=attempt, at=TOO_LATE)


def test_the_end_of_a_submitted_attempt_never_changes(enrolment: Enrolment) -> None:
    _begin(enrolment)
    sent = _send(enrolment, NOON)
    for change in ({"deadline_at": END + timedelta(hours=1)}, {"timed_out": True}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Attempt.objects.filter(pk=sent.pk).update(**change)


# --- More time for one person ---
def _in_a_group(**dates: date) -> Enrolment:
    edition = make_edition(minutes=MINUTES)
    usual: dict[str, Any] = {"opens_on": date(2026, 2, 1), "closes_on": date(2026, 6, 1), "starts_on": date(2026, 2, 1)}
    cohort = make_cohort(edition=edition, **{**usual, "ends_on": date(2026, 6, 30), **dates})
    return make_enrolment(edition=edition, cohort=cohort)


def _manager(enrolment: Enrolment) -> Any:
    return MembershipFactory.create(role=Membership.Role.INSTITUTE_ADMIN, organisation=enrolment.institute).user


@pytest.mark.django_db
def test_extra_time_prolongs_what_runs_and_what_is_begun_later() -> None:
    enrolment = _in_a_group()
    running = _begin(enrolment)
    give_extra_time(actor=_manager(enrolment), enrolment=enrolment, percent=50, at=NOON)
    running.refresh_from_db()
    assert running.deadline_at == NOON + timedelta(minutes=45)
    _send(enrolment, NOON)
    assert _begin(enrolment).deadline_at == NOON + timedelta(minutes=45)


@pytest.mark.django_db
def test_time_that_runs_never_becomes_shorter_and_time_that_is_over_does_not_come_back() -> None:
    enrolment = _in_a_group()
    manager = _manager(enrolment)
    give_extra_time(actor=manager, enrolment=enrolment, percent=100, at=NOON)
    running = _begin(enrolment)
    give_extra_time(actor=manager, enrolment=enrolment, percent=0, at=NOON)
    running.refresh_from_db()
    assert running.deadline_at == NOON + timedelta(minutes=60)
    give_extra_time(actor=manager, enrolment=enrolment, percent=300, at=NOON + timedelta(minutes=60))
    running.refresh_from_db()
    assert running.deadline_at == NOON + timedelta(minutes=60)


@pytest.mark.django_db
def test_extra_time_is_logged_once_for_each_change() -> None:
    enrolment = _in_a_group()
    manager = _manager(enrolment)
    for percent in (50, 50, 0):
        give_extra_time(actor=manager, enrolment=enrolment, percent=percent, at=NOON)
    told = ModelLogEntry.objects.filter(action="attempt.extra_time").order_by("timestamp", "pk")
    assert [(entry.user, entry.data["percent"]) for entry in told] == [(manager, 50), (manager, 0)]
    assert not ExtraTime.objects.exists()


@pytest.mark.django_db
def test_facilitators_strangers_and_the_person_give_no_extra_time() -> None:
    enrolment = _in_a_group()
    assert enrolment.cohort is not None
    facilitator = MembershipFactory.create(role=Membership.Role.FACILITATOR, organisation=enrolment.institute).user
    enrolment.cohort.facilitators.add(facilitator)
    stranger = MembershipFactory.create(role=Membership.Role.INSTITUTE_ADMIN).user
    MembershipFactory.create(
        user=enrolment.teacher, role=Membership.Role.INSTITUTE_ADMIN, organisation=enrolment.institute
    )
    for somebody in (facilitator, stranger, enrolment.teacher):
        with pytest.raises(Enrolment.DoesNotExist):
            give_extra_time(actor=somebody, enrolment=enrolment, percent=50, at=NOON)


@pytest.mark.django_db
def test_nobody_gets_less_time_or_more_than_four_times_as_much() -> None:
    enrolment = _in_a_group()
    for percent in (-1, 301):
        with pytest.raises(AssessmentRefused):
            give_extra_time(actor=_manager(enrolment), enrolment=enrolment, percent=percent, at=NOON)


@pytest.mark.django_db
def test_who_began_before_midnight_of_the_last_day_may_use_all_the_time() -> None:
    enrolment = _in_a_group(closes_on=date(2026, 3, 2), ends_on=date(2026, 3, 2))
    evening = datetime(2026, 3, 3, 5, 50, tzinfo=NOON.tzinfo)  # ten minutes before midnight in Jalisco
    _begin(enrolment, evening)
    assert _send(enrolment, evening + timedelta(minutes=20)).points == 8


# --- In the browser ---
@pytest.fixture
def teacher(enrolment: Enrolment) -> Iterator[Client]:
    with time_machine.travel(NOON, tick=False):
        yield signed_in(enrolment.teacher)


def _address(name: str, enrolment: Enrolment) -> str:
    return reverse(name, args=[enrolment.uid, uid("Responder")])


def test_the_questions_are_there_once_the_time_runs(teacher: Client, enrolment: Enrolment) -> None:
    page = teacher.get(_address("lesson", enrolment)).content.decode()
    assert "Pregunta single" not in page
    assert _address("begin_attempt", enrolment) in page
    assert "Pregunta single" not in teacher.get(reverse("study_paper", args=[enrolment.uid])).content.decode()
    begun = teacher.post(_address("begin_attempt", enrolment), {"attempt": "1"}, follow=True).content.decode()
    assert "Pregunta single" in begun
    assert 'data-deadline="2026-03-02T12:30:00-06:00"' in begun


def test_reading_on_when_the_time_is_over_sends_what_was_saved(teacher: Client, enrolment: Enrolment) -> None:
    teacher.post(_address("begin_attempt", enrolment))
    fields = {f"q-{uid('question single')}": uid("single dos"), "draft": "1", "attempt": "1"}
    teacher.post(_address("answer", enrolment), fields)
    with time_machine.travel(TOO_LATE, tick=False):
        page = signed_in(enrolment.teacher).get(_address("lesson", enrolment), follow=True)
    attempt = Attempt.objects.get()
    assert page.redirect_chain == [(reverse("attempt", args=[attempt.uid]), 302)]
    assert _facts(attempt, "timed_out", "points") == (True, 1)


def test_the_result_of_an_attempt_whose_time_is_over_is_there(teacher: Client, enrolment: Enrolment) -> None:
    teacher.post(_address("begin_attempt", enrolment))
    address = reverse("attempt", args=[Attempt.objects.get().uid])
    assert teacher.get(address).status_code == 404
    with time_machine.travel(TOO_LATE, tick=False):
        assert signed_in(enrolment.teacher).get(address).status_code == 200


def test_who_sends_too_late_is_told_what_counts(teacher: Client, enrolment: Enrolment) -> None:
    teacher.post(_address("begin_attempt", enrolment))
    with time_machine.travel(TOO_LATE, tick=False):
        late = signed_in(enrolment.teacher)
        page = late.post(_address("answer", enrolment), right_answers() | {"attempt": "1"}, follow=True)
    assert [message.level_tag for message in page.context["messages"]] == ["warning"]
    assert Attempt.objects.get().points == 0


def test_a_lesson_without_a_limit_tells_no_time(db: None) -> None:
    enrolment = make_enrolment()
    page = signed_in(enrolment.teacher).get(_address("lesson", enrolment)).content.decode()
    assert "Pregunta single" in page
    assert "data-deadline" not in page
