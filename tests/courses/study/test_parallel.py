"""Two at once on a real PostgreSQL: nothing is stored, taken or announced twice."""

import uuid
from decimal import Decimal
from functools import partial

import pytest
from wagtail.models import ModelLogEntry

from accounts.models import User
from courses.editions.models import Edition
from courses.editions.operations import store_edition
from courses.study.batches import Read, Sent
from courses.study.events import NewEvent
from courses.study.folding import FINISHED, State
from courses.study.models import Enrolment, StudyEvent
from courses.study.operations import (
    enrol,
    join_waiting_list,
    record_events,
    record_lesson_finished,
    record_score,
    refold,
    withdraw,
)
from courses.study.receiving import receive_events
from courses.study.refusals import CohortFull, StudyRefused
from courses.study.selectors import waiting_in
from tests.accounts.factories import TeacherFactory
from tests.courses.cohorts.factories import make_cohort
from tests.courses.editions.factories import PUBLISHED, make_document, make_edition
from tests.courses.study.factories import ENROLLED, LATER, lessons_in, make_enrolment
from tests.institutes.factories import InstituteFactory
from tests.parallel import at_once

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


_at_once = partial(at_once, refusal=StudyRefused)


def test_the_same_upload_twice_at_once_is_stored_once() -> None:
    enrolment = make_enrolment(edition=make_edition(lessons=5))
    device = uuid.uuid4()
    events = [
        NewEvent(uuid.uuid4(), device, number, FINISHED, lesson.uid, LATER)
        for number, lesson in enumerate(lessons_in(enrolment))
    ]
    upload = partial(record_events, enrolment=enrolment, received_at=LATER)
    _at_once(*(partial(upload, events=order) for order in (events, events[::-1], events)))
    enrolment.progress.refresh_from_db()
    assert StudyEvent.objects.count() == 5
    assert enrolment.progress.lessons_finished == 5
    assert refold(enrolment) == State.from_json(enrolment.progress.state)


def test_different_lessons_finished_at_once_are_all_kept() -> None:
    enrolment = make_enrolment(edition=make_edition(lessons=6))
    _at_once(
        *(
            lambda uid=lesson.uid: record_lesson_finished(enrolment=enrolment, lesson_uid=uid, at=LATER)
            for lesson in lessons_in(enrolment)
        )
    )
    enrolment.progress.refresh_from_db()
    assert enrolment.progress.lessons_finished == 6
    assert refold(enrolment) == State.from_json(enrolment.progress.state)


def test_completing_at_once_completes_once() -> None:
    enrolment = make_enrolment(edition=make_edition(lessons=2))
    first, second = lessons_in(enrolment)
    for lesson in (first, second):
        record_score(
            enrolment=enrolment,
            lesson_uid=lesson.uid,
            points=Decimal(2),
            max_points=Decimal(2),
            attempt_uid=uuid.uuid4(),
            at=LATER,
        )
    _at_once(
        *(
            lambda uid=uid: record_lesson_finished(enrolment=enrolment, lesson_uid=uid, at=LATER)
            for uid in (first.uid, second.uid, first.uid, second.uid)
        )
    )
    enrolment.refresh_from_db()
    assert enrolment.status == Enrolment.Status.COMPLETED
    assert ModelLogEntry.objects.filter(action="study.complete").count() == 1


def test_the_last_place_goes_to_one() -> None:
    cohort = make_cohort(capacity=1)
    people = [TeacherFactory.create() for _person in range(3)]
    _at_once(
        *(
            lambda person=person: enrol(teacher=person, edition=cohort.edition, cohort=cohort, at=ENROLLED)
            for person in people
        )
    )
    assert Enrolment.objects.count() == 1


def test_places_are_never_exceeded_while_people_come_and_leave() -> None:
    """Ten people at once for three places; then those inside leave at once: the next three are inside."""
    cohort = make_cohort(capacity=3)
    people = [TeacherFactory.create() for _person in range(10)]

    def come(person: User) -> None:
        try:
            enrol(teacher=person, edition=cohort.edition, cohort=cohort, at=ENROLLED)
        except CohortFull:
            join_waiting_list(teacher=person, cohort=cohort, at=ENROLLED)

    _at_once(*(partial(come, person) for person in people))
    inside = list(Enrolment.objects.filter(cohort=cohort))
    line = [waiting.teacher_id for waiting in waiting_in(cohort)]
    assert (len(inside), len(line)) == (3, 7)
    _at_once(*(partial(withdraw, actor=row.teacher, enrolment=row, at=LATER) for row in inside))
    active = Enrolment.objects.filter(cohort=cohort, status=Enrolment.Status.ACTIVE)
    assert {row.teacher_id for row in active} == set(line[:3])
    assert [waiting.teacher_id for waiting in waiting_in(cohort)] == line[3:]


def test_enrolling_twice_at_once_enrols_once() -> None:
    edition, person = make_edition(), TeacherFactory.create()
    results = _at_once(*(lambda: enrol(teacher=person, edition=edition, cohort=None, at=ENROLLED),) * 2)
    assert Enrolment.objects.count() == 1
    assert sum(isinstance(result, StudyRefused) for result in results) == 1


def test_publishing_at_once_makes_one_edition() -> None:
    institute = InstituteFactory.create()
    document, keys = make_document(lessons=2)
    publish = lambda: store_edition(document, keys, {}, organisation=institute, actor=None, at=PUBLISHED)  # noqa: E731
    first, second, third = _at_once(publish, publish, publish)
    assert first == second == third
    assert Edition.objects.count() == 1


def test_one_identifier_sent_to_two_enrolments_at_once_is_stored_once_and_refused_once() -> None:
    own, other = make_enrolment(), make_enrolment()
    for _round in range(5):
        uid = uuid.uuid4()
        batches = [
            Sent({"id": str(uid)}, Read(uid, one.uid, uuid.uuid4(), 1, FINISHED, lessons_in(one)[0].uid, LATER, {}))
            for one in (own, other)
        ]
        calls = [
            partial(receive_events, actor=one.teacher, batch=[sent], at=LATER)
            for one, sent in zip((own, other), batches, strict=True)
        ]
        answers = sorted((answer.status.value, answer.reason) for [answer] in _at_once(*calls))
        assert answers == [("refused", "identifier_taken"), ("stored", "")]
    assert StudyEvent.objects.count() == 5
