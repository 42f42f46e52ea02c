"""The follow-up of a cohort: facts from every table, few statements, and the way to writing."""

import uuid
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from courses.assessment.models import Attempt, Evidence
from courses.attendance.operations import call_roll
from courses.guidance.selectors import followed_in
from courses.guidance.standing import Reason
from courses.study.models import Enrolment
from courses.study.operations import extend, record_lesson_finished
from tests.clients import signed_in
from tests.courses.attendance.factories import DURING, make_session
from tests.courses.attendance.test_attendance import group
from tests.courses.study.factories import LATER, complete, lessons_in, make_enrolment

pytestmark = pytest.mark.django_db
SOON = LATER + timedelta(days=1)


def attempt(enrolment: Enrolment, number: int, points: int) -> None:
    Attempt.objects.create(
        enrolment=enrolment, lesson_uid=lessons_in(enrolment)[0].uid, number=number, language="es-mx", questions=[],
        points=points, max_points=Decimal(2), started_at=LATER, submitted_at=LATER,
    )  # fmt: skip


def hand_in(enrolment: Enrolment, **facts: Any) -> Evidence:
    usual = {"lesson_uid": uuid.uuid4(), "block_uid": uuid.uuid4(), "text": "Así", "submitted_at": LATER}
    return Evidence.objects.create(enrolment=enrolment, **(usual | facts))


def test_every_table_has_its_say() -> None:
    cohort, facilitator, people = group(people=6)
    failing, passing, returned, absent, extended, done = people
    for enrolment in people:
        record_lesson_finished(enrolment=enrolment, lesson_uid=lessons_in(enrolment)[0].uid, at=LATER)
    for number in (1, 2):
        attempt(failing, number, points=1)
        attempt(passing, number, points=number)
    hand_in(returned, status=Evidence.Status.RETURNED, reviewed_at=LATER)
    call_roll(actor=facilitator, session=make_session(cohort), states={absent.pk: "absent"}, at=DURING)
    extend(actor=facilitator, enrolment=extended, until=date(2027, 1, 20), reason="Salud", at=LATER)
    complete(done)
    found = {one.uid: one for one in followed_in(cohort, at=SOON)}
    assert done.uid not in found
    assert found[failing.uid].reasons == (Reason.FAILING,)
    assert found[passing.uid].reasons == ()
    assert found[returned.uid].reasons == (Reason.RETURNED,)
    assert found[absent.uid].reasons == (Reason.ABSENT,)
    assert found[extended.uid].facts.last_day == date(2027, 1, 20)
    assert [one.uid for one in followed_in(cohort, at=SOON)][:2] == [failing.uid, returned.uid]


def test_whoever_never_opened_a_lesson_never_started() -> None:
    cohort, _facilitator, [one, _other] = group()
    assert followed_in(cohort, at=LATER, only=one.uid)[0].reasons[0] == Reason.NEVER_STARTED


@time_machine.travel(LATER, tick=False)
def test_the_page_filters_and_leads_to_writing() -> None:
    cohort, facilitator, [one, other] = group()
    hand_in(one, submitted_at=LATER - timedelta(days=9))
    record_lesson_finished(enrolment=one, lesson_uid=lessons_in(one)[0].uid, at=LATER)
    client = signed_in(facilitator)
    address = reverse("follow_up", args=[cohort.organisation.code, cohort.pk])
    page = client.get(address, {"motivo": "waiting"}).content.decode()
    assert str(one.uid) in page
    assert str(other.uid) not in page
    assert page.count("checked") < client.get(address, {"todas": "1"}).content.decode().count("checked")
    assert str(one.uid) in client.get(address, {"motivo": "todas", "page": "x"}).content.decode()
    assert "No hay coincidencias" in client.get(address, {"q": "Nadie-así"}).content.decode()
    person = client.get(reverse("person", args=[cohort.organisation.code, cohort.pk, other.uid])).content.decode()
    assert "Nunca empezó" in person


@time_machine.travel(LATER, tick=False)
def test_more_people_need_no_more_statements() -> None:
    cohort, facilitator, people = group()
    client = signed_in(facilitator)
    address = reverse("follow_up", args=[cohort.organisation.code, cohort.pk])

    def statements() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        return len(captured)

    attempt(people[0], 1, points=0)
    hand_in(people[0])
    statements()
    before = statements()
    for _person in range(6):
        enrolment = make_enrolment(cohort=cohort, at=LATER - timedelta(days=10))
        attempt(enrolment, 1, points=0)
        hand_in(enrolment)
    assert statements() == before
