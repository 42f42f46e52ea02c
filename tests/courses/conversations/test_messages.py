"""Messages with one person and many, and announcements: once, to the right people, read by nobody else."""

import uuid
from datetime import date
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import DjangoCaptureOnCommitCallbacks
from wagtail.models import ModelLogEntry

from accounts.models import User
from courses.cohorts.models import Cohort
from courses.conversations.models import Announcement, Mailing, Message, Thread
from courses.conversations.operations.messages import (
    LONGEST,
    MOST_AT_ONCE,
    ConversationRefused,
    announce,
    read_thread,
    send_message,
    withdraw_announcement,
    write_to_many,
)
from courses.conversations.selectors import unread_by
from courses.study.models import Enrolment
from courses.study.operations import withdraw
from foundation.jobs import run_job
from foundation.models import Job
from institutes.models import Membership
from letters.models import Letter
from tests.accounts.factories import TeacherFactory
from tests.clients import signed_in
from tests.courses.attendance.test_attendance import facilitator_of, group
from tests.courses.cohorts.factories import make_cohort
from tests.courses.study.factories import ENROLLED, LATER, make_enrolment
from tests.institutes.factories import MembershipFactory

pytestmark = pytest.mark.django_db


def write(actor: User, enrolment: Enrolment, text: str = "¿Cómo va?", key: uuid.UUID | None = None) -> Message:
    return send_message(actor=actor, enrolment=enrolment, text=text, key=key or uuid.uuid4(), at=LATER)


def to_many(actor: User, cohort: Cohort, **facts: Any) -> tuple[Mailing, Job | None]:
    usual = {"people": None, "text": "Hola, grupo.", "key": uuid.uuid4(), "at": LATER}
    return write_to_many(actor=actor, cohort=cohort, **(usual | facts))


def test_a_message_reaches_its_teacher_once_and_is_counted_until_read(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    _cohort, facilitator, [one, other] = group()
    key = uuid.uuid4()
    with django_capture_on_commit_callbacks(execute=True):
        assert write(facilitator, one, key=key) == write(facilitator, one, key=key)
    assert (unread_by(one.teacher), unread_by(other.teacher), unread_by(facilitator)) == (1, 0, 0)
    assert "¿Cómo va?" in Letter.objects.get(user=one.teacher).text
    assert ModelLogEntry.objects.filter(action="conversations.write", user=facilitator).count() == 1
    with django_capture_on_commit_callbacks(execute=True):
        read_thread(reader=one.teacher, enrolment=one)
    assert unread_by(one.teacher) == 0


def test_an_answer_reaches_every_facilitator_of_the_cohort_and_nobody_else(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    cohort, facilitator, [one, _other] = group()
    second = facilitator_of(cohort)
    with django_capture_on_commit_callbacks(execute=True):
        write(one.teacher, one, "Me atoré en la lección 2.")
    assert set(Letter.objects.values_list("user", flat=True)) == {facilitator.pk, second.pk}
    assert (unread_by(facilitator), unread_by(one.teacher)) == (1, 0)


def test_without_facilitators_the_administrators_read_it_and_without_them_it_is_refused() -> None:
    enrolment = make_enrolment(cohort=make_cohort())
    with pytest.raises(ConversationRefused):
        write(enrolment.teacher, enrolment)
    admin = MembershipFactory.create(role=Membership.Role.INSTITUTE_ADMIN, organisation=enrolment.institute).user
    write(enrolment.teacher, enrolment)
    assert Letter.objects.get().user == admin


@pytest.mark.parametrize("text", ["", "  \n ", "x" * (LONGEST + 1), "\0"])
def test_an_empty_or_endless_text_is_refused(text: str) -> None:
    _cohort, facilitator, [one, _other] = group()
    with pytest.raises(ConversationRefused):
        write(facilitator, one, text)
    assert not Thread.objects.exists()


def test_strangers_certifiers_and_those_on_their_own_write_to_nobody() -> None:
    cohort, _facilitator, [one, other] = group()
    certifier = MembershipFactory.create(role=Membership.Role.CERTIFIER, organisation=cohort.organisation).user
    alone = make_enrolment()
    for actor, whose in (
        (other.teacher, one),
        (certifier, one),
        (TeacherFactory.create(), one),
        (alone.teacher, alone),
    ):
        with pytest.raises(Enrolment.DoesNotExist):
            write(actor, whose)


def test_a_mailing_reaches_each_once_however_often_it_is_sent() -> None:
    cohort, facilitator, people = group(people=3)
    withdraw(actor=people[2].teacher, enrolment=people[2], at=LATER)
    key = uuid.uuid4()
    first, job = to_many(facilitator, cohort, key=key)
    assert to_many(facilitator, cohort, key=key)[0] == first
    assert job is None
    assert (Message.objects.count(), first.total) == (2, 2)
    assert Letter.objects.count() == 2
    [entry] = ModelLogEntry.objects.filter(action="conversations.mailing")
    assert entry.data["people"] == 2


def test_a_mailing_goes_to_those_chosen_in_the_cohort_and_to_nobody_of_another() -> None:
    cohort, facilitator, [one, _other] = group()
    stranger = make_enrolment(cohort=make_cohort(edition=cohort.edition))
    to_many(facilitator, cohort, people=[one.uid, stranger.uid])
    assert Message.objects.get().thread.enrolment == one
    with pytest.raises(ConversationRefused):
        to_many(facilitator, cohort, people=[stranger.uid])
    with pytest.raises(Cohort.DoesNotExist):
        to_many(one.teacher, cohort)


def test_many_people_are_written_to_by_a_job_that_may_run_twice(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    cohort, facilitator, _people = group(people=MOST_AT_ONCE + 1)
    key = uuid.uuid4()
    with django_capture_on_commit_callbacks(execute=True):
        _mailing, job = to_many(facilitator, cohort, key=key)
        assert to_many(facilitator, cohort, key=key)[1] == job
    assert job is not None
    job.refresh_from_db()
    assert (job.status, job.owner) == (Job.Status.DONE, facilitator)
    Job.objects.update(status=Job.Status.QUEUED)
    run_job(str(job.pk))
    assert Message.objects.count() == Letter.objects.count() == MOST_AT_ONCE + 1
    assert set(Thread.objects.values_list("unread_by_teacher", flat=True)) == {1}


def _announce(actor: User, cohort: Cohort, **facts: Any) -> Announcement:
    usual: dict[str, Any] = {
        "title": "Cambio de salón",
        "text": "Nos vemos en el aula 4.",
        "starts_on": date(2026, 9, 10),
        "ends_on": date(2026, 9, 20),
        "key": uuid.uuid4(),
        "at": LATER,
    }
    return announce(actor=actor, cohort=cohort, **(usual | facts))


def test_an_announcement_is_pinned_for_its_days_and_put_into_the_post_once() -> None:
    cohort, facilitator, [one, _other] = group()
    key = uuid.uuid4()
    assert _announce(facilitator, cohort, key=key) == _announce(facilitator, cohort, key=key)
    assert Letter.objects.filter(kind=Letter.Kind.ANNOUNCEMENT).count() == 2
    address = reverse("study_summary", args=[one.uid])
    for day, shown in ((9, False), (10, True), (20, True), (21, False)):
        with time_machine.travel(ENROLLED.replace(day=day, hour=18), tick=False):
            assert ("Cambio de salón" in signed_in(one.teacher).get(address).content.decode()) == shown
    with pytest.raises(ConversationRefused):
        _announce(facilitator, cohort, ends_on=date(2026, 9, 1))
    with pytest.raises(Cohort.DoesNotExist):
        _announce(one.teacher, cohort)


def test_a_withdrawn_announcement_is_shown_no_longer() -> None:
    cohort, facilitator, [one, _other] = group()
    announcement = _announce(facilitator, cohort)
    with pytest.raises(Announcement.DoesNotExist):
        withdraw_announcement(actor=one.teacher, announcement=announcement, at=LATER)
    for _repeat in range(2):
        withdraw_announcement(actor=facilitator, announcement=announcement, at=LATER)
    assert ModelLogEntry.objects.filter(action="conversations.withdraw").count() == 1
    with time_machine.travel(ENROLLED.replace(day=12), tick=False):
        page = signed_in(one.teacher).get(reverse("study_summary", args=[one.uid])).content.decode()
    assert "Cambio de salón" not in page


def test_text_is_shown_plain_with_links_that_are_safe() -> None:
    _cohort, facilitator, [one, _other] = group()
    write(facilitator, one, "<script>alert(1)</script> javascript:alert(2) https://jalisco.gob.mx/x?a=1&b=2")
    page = signed_in(one.teacher).get(reverse("thread", args=[one.uid])).content.decode()
    assert "<script>alert" not in page
    assert 'href="javascript' not in page
    assert 'href="https://jalisco.gob.mx/x?a=1&amp;b=2" rel="nofollow"' in page


def test_the_pages_write_and_say_what_is_wrong() -> None:
    cohort, facilitator, [one, _other] = group()
    staff, teacher = signed_in(facilitator), signed_in(one.teacher)
    address = reverse("thread", args=[one.uid])
    assert teacher.post(address, {"text": "Hola", "key": "no"}).status_code == 422
    sent = {"text": "Hola", "key": str(uuid.uuid4())}
    assert [teacher.post(address, sent).status_code for _repeat in range(2)] == [302, 302]
    assert Message.objects.count() == 1
    assert "1 nuevo" in staff.get(reverse("inbox")).content.decode()
    assert "Hola" in staff.get(address).content.decode()
    assert "1 nuevo" not in staff.get(reverse("inbox")).content.decode()
    group_page = reverse("cohort_messages", args=[cohort.organisation.code, cohort.pk])
    assert "checked" in staff.get(group_page, {"para": [str(one.uid), "x"]}).content.decode()
    assert staff.post(group_page, {"text": "Hola", "key": str(uuid.uuid4())}).status_code == 422
    chosen = {"text": "A usted", "key": str(uuid.uuid4()), "para": str(one.uid)}
    assert staff.post(group_page, chosen).status_code == 302
    board = reverse("announcements", args=[cohort.organisation.code, cohort.pk])
    notice = {"title": "Aviso", "text": "Texto", "starts_on": "2026-09-10", "ends_on": "2026-09-01"}
    assert staff.post(board, notice | {"key": str(uuid.uuid4())}).status_code == 422
    notice["ends_on"] = "2026-09-30"
    assert staff.post(board, notice | {"key": str(uuid.uuid4())}).status_code == 302


def test_whoever_left_reads_what_was_written_and_writes_no_more() -> None:
    _cohort, facilitator, [one, _other] = group()
    write(facilitator, one)
    withdraw(actor=one.teacher, enrolment=one, at=LATER)
    client, address = signed_in(one.teacher), reverse("thread", args=[one.uid])
    assert "¿Cómo va?" in client.get(address).content.decode()
    assert client.post(address, {"text": "Hola", "key": str(uuid.uuid4())}).status_code == 404


def test_more_threads_need_no_more_statements() -> None:
    cohort, facilitator, people = group()
    client = signed_in(facilitator)
    write(facilitator, people[0])

    def statements() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(reverse("inbox")).status_code == 200
        return len(captured)

    statements()
    before = statements()
    for _person in range(5):
        write(facilitator, make_enrolment(cohort=cohort))
    assert statements() == before


def test_in_the_header_messages_cost_one_statement_at_most_and_none_in_lessons() -> None:
    _cohort, _facilitator, [one, _other] = group()
    with CaptureQueriesContext(connection) as captured:
        assert unread_by(one.teacher) == unread_by(one.teacher) == 0
    assert len(captured) == 1
