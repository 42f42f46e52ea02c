"""Who may enrol where, and leaving and coming back."""

from datetime import timedelta
from decimal import Decimal

import pytest
from wagtail.models import ModelLogEntry

from courses.study.models import Enrolment
from courses.study.operations import enrol, record_lesson_finished, withdraw
from courses.study.permissions import enrolments_of, enrolments_overseen_by
from courses.study.refusals import StudyRefused
from courses.study.selectors import progress_overview
from institutes.models import Membership
from tests.accounts.factories import TeacherFactory
from tests.courses.cohorts.factories import make_cohort
from tests.courses.editions.factories import make_edition
from tests.courses.study.factories import ENROLLED, LATER, complete, lessons_in, make_enrolment
from tests.institutes.factories import MembershipFactory

pytestmark = pytest.mark.django_db
Role = Membership.Role


def test_alone_one_belongs_to_the_institute_of_the_course() -> None:
    enrolment = make_enrolment()
    assert enrolment.institute == enrolment.course.organisation
    assert enrolment.progress.lessons_total == 3
    assert ModelLogEntry.objects.filter(action="study.enrol", user=enrolment.teacher).count() == 1


def test_twice_is_refused() -> None:
    enrolment = make_enrolment()
    with pytest.raises(StudyRefused):
        enrol(teacher=enrolment.teacher, edition=enrolment.edition, cohort=None, at=LATER)


@pytest.mark.parametrize("days", [-60, 60])
def test_outside_its_dates_a_cohort_takes_nobody(days: int) -> None:
    with pytest.raises(StudyRefused):
        make_enrolment(cohort=make_cohort(), at=ENROLLED + timedelta(days=days))


def test_closed_early_it_takes_nobody() -> None:
    with pytest.raises(StudyRefused):
        make_enrolment(cohort=make_cohort(closed_at=ENROLLED))


def test_full_it_takes_nobody_until_somebody_leaves() -> None:
    cohort = make_cohort(capacity=1)
    first = make_enrolment(cohort=cohort)
    with pytest.raises(StudyRefused):
        make_enrolment(cohort=cohort)
    withdraw(actor=first.teacher, enrolment=first, at=LATER)
    assert make_enrolment(cohort=cohort).cohort == cohort


def test_a_cohort_of_another_course_is_refused() -> None:
    with pytest.raises(StudyRefused):
        make_enrolment(edition=make_edition(), cohort=make_cohort())


def test_coming_back_goes_on_where_one_was() -> None:
    enrolment = make_enrolment()
    record_lesson_finished(enrolment=enrolment, lesson_uid=lessons_in(enrolment)[0].uid, at=LATER)
    withdraw(actor=enrolment.teacher, enrolment=enrolment, at=LATER)
    again = enrol(teacher=enrolment.teacher, edition=enrolment.edition, cohort=None, at=LATER)
    assert again.pk == enrolment.pk
    assert again.progress.lessons_finished == 1
    assert ModelLogEntry.objects.filter(action="study.return").exists()


def test_nobody_withdraws_another_person_nor_a_completed_course() -> None:
    enrolment = make_enrolment()
    with pytest.raises(Enrolment.DoesNotExist):
        withdraw(actor=TeacherFactory.create(), enrolment=enrolment, at=LATER)
    complete(enrolment)
    with pytest.raises(StudyRefused):
        withdraw(actor=enrolment.teacher, enrolment=enrolment, at=LATER)


@pytest.mark.parametrize(
    ("role", "sees"),
    [
        (Role.INSTITUTE_ADMIN, True),
        (Role.CERTIFIER, True),
        (Role.EVALUATOR, False),
        (Role.FACILITATOR, False),
        (Role.AUTHOR, False),
    ],
)
def test_who_oversees(role: Membership.Role, sees: bool) -> None:
    enrolment = make_enrolment(cohort=make_cohort())
    staff = MembershipFactory.create(role=role, organisation=enrolment.institute).user
    assert enrolments_overseen_by(staff).exists() is sees
    assert not enrolments_overseen_by(MembershipFactory.create(role=role).user).exists()
    assert not enrolments_of(staff).exists()


def test_a_facilitator_oversees_their_own_cohort_while_in_the_role() -> None:
    enrolment = make_enrolment(cohort=make_cohort())
    assert enrolment.cohort is not None
    membership = MembershipFactory.create(role=Role.FACILITATOR, organisation=enrolment.institute)
    enrolment.cohort.facilitators.add(membership.user)
    assert enrolments_overseen_by(membership.user).exists()
    membership.delete()
    assert not enrolments_overseen_by(membership.user).exists()


def test_the_overview_of_a_cohort_takes_one_statement(django_assert_num_queries: object) -> None:
    cohort = make_cohort()
    complete(make_enrolment(cohort=cohort), share=90)
    make_enrolment(cohort=cohort)
    with django_assert_num_queries(1):  # type: ignore[operator]
        overview = progress_overview(cohort)
    assert (overview["enrolled"], overview["completed"], overview["percent"]) == (2, 1, 50)
    assert Enrolment.objects.get(status="completed").grade == Decimal("9.0")
