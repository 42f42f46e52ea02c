"""After the last day of a group, or of the person, nothing is answered or handed in; nothing written is lost."""

from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
import time_machine

from courses.assessment.forms import parse_answers
from courses.assessment.models import Attempt, Evidence
from courses.assessment.operations import AssessmentRefused, open_attempt, submit_attempt, submit_evidence
from courses.cohorts.models import Cohort
from courses.study.models import Enrolment
from courses.study.operations import extend
from institutes.models import Membership
from tests.clients import signed_in
from tests.courses.assessment.factories import as_querydict, lesson_called, make_edition, make_enrolment, right_answers
from tests.courses.cohorts.factories import make_cohort
from tests.institutes.factories import MembershipFactory

pytestmark = pytest.mark.django_db
HERE = ZoneInfo("America/Mexico_City")
LAST = date(2026, 6, 30)
EVENING = datetime(2026, 6, 30, 23, 59, tzinfo=HERE)
MIDNIGHT = datetime(2026, 7, 1, 0, 0, tzinfo=HERE)


@pytest.fixture
def cohort() -> Cohort:
    edition = make_edition()
    return make_cohort(
        organisation=edition.course.organisation, edition=edition, opens_on=date(2026, 2, 1),
        closes_on=date(2026, 6, 1), starts_on=date(2026, 2, 1), ends_on=LAST,
    )  # fmt: skip


@pytest.fixture
def enrolment(cohort: Cohort) -> Enrolment:
    return make_enrolment(edition=cohort.edition, cohort=cohort)


def _open(enrolment: Enrolment, at: datetime) -> Attempt:
    lesson = lesson_called(enrolment.edition, "Responder")
    return open_attempt(enrolment=enrolment, lesson=lesson, language="es-mx", at=at)


def _submit(attempt: Attempt, at: datetime) -> Attempt:
    answers = parse_answers(attempt.questions, as_querydict(right_answers()))
    return submit_attempt(actor=attempt.enrolment.teacher, attempt=attempt, answers=answers, at=at)


def test_the_last_evening_still_counts(enrolment: Enrolment) -> None:
    assert _submit(_open(enrolment, EVENING), EVENING).submitted_at == EVENING


def test_after_midnight_nothing_is_opened_nor_sent(enrolment: Enrolment) -> None:
    begun = _open(enrolment, EVENING)
    for late in (lambda: _submit(begun, MIDNIGHT), lambda: _open(enrolment, MIDNIGHT)):
        with pytest.raises(AssessmentRefused, match="30"):
            late()
    begun.refresh_from_db()
    assert begun.submitted_at is None


def test_what_was_sent_in_time_is_shown_to_whoever_clicks_again_later(enrolment: Enrolment) -> None:
    sent = _submit(_open(enrolment, EVENING), EVENING)
    assert _submit(sent, MIDNIGHT).submitted_at == EVENING


def test_evidence_too(enrolment: Enrolment) -> None:
    task = UUID(lesson_called(enrolment.edition, "Practicar").evidence[0])
    with pytest.raises(AssessmentRefused, match="30"):
        submit_evidence(
            actor=enrolment.teacher, enrolment=enrolment, block_uid=task, text="Tarde", upload=None, at=MIDNIGHT
        )
    assert not Evidence.objects.exists()


def test_whoever_got_more_time_has_it(enrolment: Enrolment, cohort: Cohort) -> None:
    manager = MembershipFactory.create(role=Membership.Role.INSTITUTE_ADMIN, organisation=cohort.organisation).user
    extend(actor=manager, enrolment=enrolment, until=LAST + timedelta(days=3), reason="Enfermedad", at=EVENING)
    assert _open(enrolment, MIDNIGHT).submitted_at is None
    with pytest.raises(AssessmentRefused):
        _open(enrolment, MIDNIGHT + timedelta(days=3))


def test_the_page_says_why_and_keeps_the_answers(enrolment: Enrolment) -> None:
    lesson = lesson_called(enrolment.edition, "Responder")
    address = f"/estudiar/{enrolment.uid}/{lesson.uid}/responder/"
    with time_machine.travel(MIDNIGHT, tick=False):
        response = signed_in(enrolment.teacher).post(address, right_answers())
    page = response.content.decode()
    assert response.status_code == 409
    assert "30 de junio de 2026" in page
    assert "4317,25" in page
