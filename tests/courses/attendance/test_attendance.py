"""Sessions, rolls, signing in, tables in and out."""

import io
from datetime import date, time, timedelta
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook
from wagtail.models import ModelLogEntry

from accounts.models import User
from courses.attendance.models import Mark, Session
from courses.attendance.operations import (
    AttendanceRefused,
    call_roll,
    cancel_session,
    change_session,
    sign_in,
)
from courses.attendance.selectors import attendance_in, attendance_of
from courses.cohorts.models import Cohort
from courses.study.models import Enrolment
from courses.study.operations import withdraw
from institutes.models import Membership
from tests.accounts.factories import TeacherFactory
from tests.clients import signed_in
from tests.courses.attendance.factories import DURING, make_session
from tests.courses.cohorts.factories import make_cohort
from tests.courses.study.factories import LATER, make_enrolment
from tests.institutes.factories import MembershipFactory, give_second_factor

pytestmark = pytest.mark.django_db
State = Mark.State


def facilitator_of(cohort: Cohort) -> User:
    member = MembershipFactory.create(role=Membership.Role.FACILITATOR, organisation=cohort.organisation)
    cohort.facilitators.add(member.user)
    return give_second_factor(member.user)


def group(people: int = 2) -> tuple[Cohort, User, list[Enrolment]]:
    cohort = make_cohort()
    return cohort, facilitator_of(cohort), [make_enrolment(cohort=cohort) for _person in range(people)]


def test_a_session_is_planned_by_those_who_accompany_and_at_a_free_hour() -> None:
    cohort, facilitator, _people = group()
    session = make_session(cohort, actor=facilitator)
    assert ModelLogEntry.objects.filter(action="attendance.plan", user=facilitator).count() == 1
    for wrong in ({}, {"starts_at": time(14)}, {"starts_at": time(8), "hours": Decimal(0)}):
        with pytest.raises(AttendanceRefused):
            make_session(cohort, actor=facilitator, **wrong)
    with pytest.raises(Cohort.DoesNotExist):
        make_session(cohort, actor=MembershipFactory.create().user)
    cancel_session(actor=facilitator, session=session, at=LATER)
    assert make_session(cohort, actor=facilitator)


def test_a_change_keeps_what_was_marked_and_belongs_to_those_who_accompany() -> None:
    cohort, facilitator, [one, _other] = group()
    session = make_session(cohort)
    call_roll(actor=facilitator, session=session, states={one.pk: State.PRESENT}, at=DURING)
    change_session(actor=facilitator, session=session, changes={"hours": Decimal(2)}, at=LATER)
    assert attendance_of(one).attended == 2
    assert ModelLogEntry.objects.filter(action="attendance.change").count() == 1
    for call in (change_session, cancel_session):
        extra: dict[str, Any] = {"changes": {}} if call is change_session else {}
        with pytest.raises(Session.DoesNotExist):
            call(actor=TeacherFactory.create(), session=session, at=LATER, **extra)


def test_the_roll_is_saved_once_and_corrections_are_logged() -> None:
    cohort, facilitator, [one, other] = group()
    session = make_session(cohort)
    states = {one.pk: State.PRESENT, other.pk: State.ABSENT}
    assert call_roll(actor=facilitator, session=session, states=states, at=DURING) == 2
    assert call_roll(actor=facilitator, session=session, states=states, at=DURING) == 0
    assert call_roll(actor=facilitator, session=session, states=states | {other.pk: State.JUSTIFIED}, at=LATER) == 1
    [entry] = ModelLogEntry.objects.filter(action="attendance.correct", user=facilitator)
    assert entry.data["corrections"] == [{"enrolment": other.pk, "from": "absent", "to": "justified"}]
    assert ModelLogEntry.objects.get(action="attendance.mark").data["marked"] == 2


def test_nobody_marks_themselves_strangers_or_those_who_left() -> None:
    cohort, facilitator, [one, gone] = group()
    own = make_enrolment(cohort=cohort, teacher=facilitator)
    withdraw(actor=gone.teacher, enrolment=gone, at=LATER)
    stranger = make_enrolment()
    states = {row.pk: "present" for row in (one, own, gone, stranger)}
    assert call_roll(actor=facilitator, session=make_session(cohort), states=states, at=DURING) == 1
    assert Mark.objects.get().enrolment == one


def test_no_roll_before_it_begins_or_once_called_off() -> None:
    cohort, facilitator, [one, _other] = group()
    session = make_session(cohort)
    with pytest.raises(AttendanceRefused):
        call_roll(actor=facilitator, session=session, states={one.pk: "present"}, at=DURING - timedelta(days=1))
    cancel_session(actor=facilitator, session=session, at=DURING)
    with pytest.raises(AttendanceRefused):
        call_roll(actor=facilitator, session=session, states={one.pk: "present"}, at=DURING)
    with pytest.raises(Session.DoesNotExist):
        call_roll(actor=TeacherFactory.create(), session=session, states={}, at=DURING)


def test_percent_is_of_hours_and_justified_absences_do_not_count() -> None:
    cohort, facilitator, [one, other] = group()
    for day, hours, states in (
        (12, 4, ("present", "present")),
        (19, 4, ("present", "absent")),
        (26, 8, ("justified", "absent")),
    ):
        session = make_session(cohort, day=date(2026, 9, day), hours=Decimal(hours))
        marks = {one.pk: states[0], other.pk: states[1]}
        call_roll(actor=facilitator, session=session, states=marks, at=DURING + timedelta(days=30))
    found = attendance_in(cohort)
    assert (found[one.pk].percent, found[other.pk].percent) == (100, 25)
    assert (attendance_of(one).reached, attendance_of(other).reached) == (True, False)
    assert attendance_of(make_enrolment()).percent is None


def test_one_signs_in_while_the_session_lasts_and_a_mark_stays() -> None:
    cohort, facilitator, [one, other] = group()
    session = make_session(cohort)
    for late in (DURING - timedelta(hours=3), DURING + timedelta(hours=3)):
        with pytest.raises(AttendanceRefused):
            sign_in(teacher=one.teacher, session=session, at=late)
    for _repeat in range(2):
        assert sign_in(teacher=one.teacher, session=session, at=DURING).state == State.PRESENT
    assert ModelLogEntry.objects.filter(action="attendance.sign_in").count() == 1
    call_roll(actor=facilitator, session=session, states={other.pk: State.ABSENT}, at=DURING)
    assert sign_in(teacher=other.teacher, session=session, at=DURING).state == State.ABSENT
    with pytest.raises(Session.DoesNotExist):
        sign_in(teacher=TeacherFactory.create(), session=session, at=DURING)


@time_machine.travel(DURING, tick=False)
def test_the_code_leads_to_a_page_on_which_one_says_i_am_here() -> None:
    cohort, _facilitator, [one, _other] = group()
    client, address = signed_in(one.teacher), reverse("session_sign_in", args=[make_session(cohort).code])
    assert client.get(address).status_code == 200
    assert client.post(address).status_code == 200
    assert Mark.objects.get().enrolment == one
    with time_machine.travel(DURING + timedelta(days=1)):
        assert signed_in(_other.teacher).post(address).status_code == 409


@time_machine.travel(DURING, tick=False)
def test_the_page_marks_everybody_at_once() -> None:
    cohort, facilitator, [one, other] = group()
    client = signed_in(facilitator)
    session = make_session(cohort)
    address = reverse("roll", args=[cohort.organisation.code, cohort.pk, session.pk])
    sent = {"shown": [one.pk, other.pk], f"p-{one.pk}": "absent", "p-x": "present", "rest": ""}
    assert client.post(address, sent).status_code == 302
    assert {mark.enrolment_id: mark.state for mark in Mark.objects.all()} == {one.pk: "absent", other.pk: "present"}
    assert "1 presente" in client.get(address).content.decode()
    page = signed_in(one.teacher).get(reverse("study_summary", args=[one.uid])).content.decode()
    assert "Asistencia hasta ahora: 0 %" in page
    early = make_session(cohort, day=date(2026, 10, 1))
    assert client.post(reverse("roll", args=[cohort.organisation.code, cohort.pk, early.pk]), sent).status_code == 409


def _send(client: Any, session: Session, name: str, content: bytes) -> Any:
    address = reverse("roll_import", args=[session.cohort.organisation.code, session.cohort_id, session.pk])
    return client.post(address, {"table": SimpleUploadedFile(name, content)})


@time_machine.travel(DURING, tick=False)
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_table_that_went_out_filled_in_comes_back(kind: str) -> None:
    cohort, facilitator, [one, other] = group()
    session, client = make_session(cohort), signed_in(facilitator)
    where = [cohort.organisation.code, cohort.pk, session.pk, kind]
    answer = client.get(reverse("roll_table", args=where))
    if kind == "csv":
        lines = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()  # type: ignore[attr-defined]
        filled = "\r\n".join([lines[0], *(f"{line}Presente" for line in lines[1:])]).encode()
    else:
        book = load_workbook(io.BytesIO(answer.content))
        assert book.active is not None
        for row in book.active.iter_rows(min_row=2):
            row[4].value = "PRESENTE"
        out = io.BytesIO()
        book.save(out)
        filled = out.getvalue()
    assert _send(client, session, f"lista.{kind}", filled).status_code == 302
    assert set(Mark.objects.values_list("enrolment", "state")) == {(one.pk, "present"), (other.pk, "present")}
    whole = client.get(reverse("attendance_table", args=[cohort.organisation.code, cohort.pk, "csv"]))
    assert b"100" in b"".join(whole.streaming_content)  # type: ignore[attr-defined]


@time_machine.travel(DURING, tick=False)
def test_one_wrong_row_stops_the_table_and_each_says_why() -> None:
    cohort, facilitator, [one, _other] = group()
    session = make_session(cohort)
    email = one.teacher.email
    table = (
        f"Correo electrónico;Estado\n{email};Presente\nnadie@escuela.example;Presente\n{email};Quizás\n{email};Falta\n"
    )
    answer = _send(signed_in(facilitator), session, "lista.csv", table.encode("cp1252"))
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "nadie@escuela.example" in text
    assert "Quizás" in text
    assert not Mark.objects.exists()


@time_machine.travel(DURING, tick=False)
@pytest.mark.parametrize("content", [b"", b"\0\0\0", b"PK\x03\x04 broken", b"Nombre,Edad\nAna,40\n", b'"', b"\xff\xfe"])
def test_a_file_that_is_no_roll_is_refused_with_words(content: bytes) -> None:
    cohort, facilitator, _people = group()
    assert _send(signed_in(facilitator), make_session(cohort), "lista.xlsx", content).status_code == 422


@time_machine.travel(DURING, tick=False)
def test_more_people_and_sessions_need_no_more_statements() -> None:
    cohort, facilitator, people = group()
    client = signed_in(facilitator)
    session = make_session(cohort)
    call_roll(actor=facilitator, session=session, states={row.pk: "present" for row in people}, at=DURING)
    where = [cohort.organisation.code, cohort.pk]
    pages = [reverse("sessions", args=where), reverse("roll", args=[*where, session.pk])]

    def statements() -> list[int]:
        counts = []
        for page in pages:
            with CaptureQueriesContext(connection) as captured:
                assert client.get(page).status_code == 200
            counts.append(len(captured))
        return counts

    statements()  # what is remembered between requests is read first
    before = statements()
    more = {make_enrolment(cohort=cohort).pk: "present" for _person in range(6)}
    make_session(cohort, day=date(2026, 9, 19))
    call_roll(actor=facilitator, session=session, states=more, at=DURING)
    assert statements() == before


def test_the_forms_of_sessions_say_what_is_wrong() -> None:
    cohort, facilitator, _people = group()
    client = signed_in(facilitator)
    where = [cohort.organisation.code, cohort.pk]
    sent = {"topic": "Taller", "day": "2026-09-12", "starts_at": "09:00", "ends_at": "13:00", "place": "Aula"}
    assert client.post(reverse("session_plan", args=where), sent).status_code == 422
    sent["hours"] = "4"
    assert client.post(reverse("session_plan", args=where), sent | {"ends_at": "08:00"}).status_code == 422
    assert client.post(reverse("session_plan", args=where), sent).status_code == 302
    change = reverse("session_change", args=[*where, Session.objects.get().pk])
    assert client.post(change, sent | {"hours": "0"}).status_code == 422
    assert client.post(change, sent | {"place": "Patio"}).status_code == 302
    assert Session.objects.get().place == "Patio"
