"""Reminders: each thing once, to those whom it concerns, when its time has come."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core import mail

from accounts.models import User
from courses.attendance.operations import cancel_session
from courses.guidance.operations import remind
from courses.guidance.schedule import remind_people
from courses.study.operations import extend, record_lesson_finished, withdraw
from letters.models import Letter, Preference
from letters.operations import send_due_letters, unsubscribe
from tests.courses.attendance.factories import make_session
from tests.courses.attendance.test_attendance import group
from tests.courses.guidance.test_follow_up import hand_in
from tests.courses.study.factories import complete, lessons_in, make_enrolment

pytestmark = pytest.mark.django_db
HERE = ZoneInfo("America/Mexico_City")
SEEN = datetime(2026, 9, 20, 12, tzinfo=HERE)


def subjects(user: User) -> list[str]:
    return [letter.subject.split(":")[0] for letter in Letter.objects.filter(user=user, kind="reminder")]


def test_a_week_without_a_sign_is_told_once_for_each_time() -> None:
    _cohort, _facilitator, [one, done] = group()
    for row in (one, done):
        record_lesson_finished(enrolment=row, lesson_uid=lessons_in(row)[0].uid, at=SEEN)
    complete(done, at=SEEN)
    for days in (3, 7, 8):
        remind(at=SEEN + timedelta(days=days, hours=1))
        remind(at=SEEN + timedelta(days=days, hours=1))
    assert subjects(one.teacher) == ["Su curso le espera"]
    assert subjects(done.teacher) == []
    record_lesson_finished(enrolment=one, lesson_uid=lessons_in(one)[1].uid, at=SEEN + timedelta(days=9))
    remind(at=SEEN + timedelta(days=17))
    assert len(subjects(one.teacher)) == 2


def test_the_end_is_told_a_week_and_two_days_before_ones_own_last_day() -> None:
    cohort, facilitator, [one, other] = group()
    extend(actor=facilitator, enrolment=other, until=date(2026, 12, 20), reason="Salud", at=SEEN)
    for day in range(1, 21):
        remind(at=datetime(2026, 12, day, 10, tzinfo=HERE))
    assert subjects(one.teacher) == ["Se acerca el final"] * 2
    keys = Letter.objects.filter(user=other.teacher, kind="reminder").values_list("key", flat=True)
    assert {key.split(":")[2] for key in keys} == {"20261220"}
    assert len(keys) == 2
    assert cohort


def test_evidence_that_came_back_is_told_once_for_each_time() -> None:
    _cohort, _facilitator, [one, _other] = group()
    evidence = hand_in(one, status="returned", reviewed_at=SEEN, remark="Falta decir con qué criterio.")
    for hours in (1, 2, 30):
        remind(at=SEEN + timedelta(hours=hours))
    assert "Falta decir" in Letter.objects.get(user=one.teacher).text
    evidence.reviewed_at = SEEN + timedelta(days=2)
    evidence.save()
    remind(at=SEEN + timedelta(days=2, hours=1))
    assert len(subjects(one.teacher)) == 2


def test_the_day_before_a_session_its_people_are_told_and_nobody_else() -> None:
    cohort, facilitator, [one, gone] = group()
    withdraw(actor=gone.teacher, enrolment=gone, at=SEEN)
    stranger = make_enrolment()
    make_session(cohort, day=date(2026, 9, 26))
    off = make_session(cohort, day=date(2026, 9, 26), starts_at=datetime(2026, 9, 26, 7).time())  # noqa: DTZ001
    cancel_session(actor=facilitator, session=off, at=SEEN)
    for day in (24, 25, 25, 26):
        remind(at=datetime(2026, 9, day, 10, tzinfo=HERE))
    told = Letter.objects.filter(subject__startswith="Mañana")
    assert [letter.user for letter in told] == [one.teacher]
    assert stranger


def test_a_reminder_waits_for_the_morning_and_for_whoever_wants_none_there_is_none() -> None:
    _cohort, _facilitator, [one, other] = group()
    unsubscribe(user=other.teacher, at=SEEN)
    for row in (one, other):
        hand_in(row, status="returned", reviewed_at=SEEN, remark="Más.")
    night = SEEN.replace(hour=23)
    with time_machine.travel(night, tick=False):
        remind_people()
    send_due_letters(at=night)
    assert mail.outbox == []
    send_due_letters(at=night + timedelta(hours=9))
    assert [message.to for message in mail.outbox] == [[one.teacher.email]]
    assert mail.outbox[0].extra_headers["List-Unsubscribe-Post"]
    assert Preference.objects.get().user == other.teacher
