"""The last day of a person: the group's, or a later one, with a reason."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from wagtail.models import ModelLogEntry

from accounts.models import User
from courses.study.models import Enrolment
from courses.study.operations import extend, require_open
from courses.study.permissions import enrolments_workable_by
from courses.study.refusals import StudyRefused
from courses.study.selectors import last_day_of
from institutes.models import Membership
from letters.models import Letter
from tests.accounts.factories import TeacherFactory
from tests.clients import signed_in
from tests.courses.cohorts.factories import make_cohort
from tests.courses.study.factories import ENROLLED, LATER, complete, make_enrolment
from tests.institutes.factories import MembershipFactory, give_second_factor

pytestmark = pytest.mark.django_db
ENDS, AFTER = date(2026, 12, 11), date(2026, 12, 20)
LATE = LATER + timedelta(days=85)  # past ENDS


def facilitator_of(enrolment: Enrolment) -> User:
    assert enrolment.cohort
    member = MembershipFactory.create(role=Membership.Role.FACILITATOR, organisation=enrolment.cohort.organisation)
    enrolment.cohort.facilitators.add(member.user)
    return give_second_factor(member.user)


def test_more_time_reaches_the_teacher_and_the_log() -> None:
    enrolment = make_enrolment(cohort=make_cohort())
    facilitator = facilitator_of(enrolment)
    with pytest.raises(StudyRefused):
        require_open(enrolment=enrolment, at=LATE)
    assert not enrolments_workable_by(enrolment.teacher, AFTER).exists()
    extend(actor=facilitator, enrolment=enrolment, until=AFTER, reason="Estuvo enferma.", at=LATER)
    require_open(enrolment=enrolment, at=LATE)
    assert enrolments_workable_by(enrolment.teacher, AFTER).get() == enrolment
    assert last_day_of(enrolment) == AFTER
    assert "Estuvo enferma." in Letter.objects.get(user=enrolment.teacher).text
    [entry] = ModelLogEntry.objects.filter(action="study.extend", user=facilitator)
    assert entry.data["until"] == "2026-12-20"
    page = signed_in(enrolment.teacher).get(reverse("study_summary", args=[enrolment.uid])).content.decode()
    assert "Estuvo enferma." in page


@pytest.mark.parametrize(("until", "reason"), [(ENDS, "Sí"), (date(2026, 9, 1), "Sí"), (AFTER, " ")])
def test_a_day_that_gives_nothing_or_no_reason_is_refused(until: date, reason: str) -> None:
    enrolment = make_enrolment(cohort=make_cohort())
    with pytest.raises(StudyRefused):
        extend(actor=facilitator_of(enrolment), enrolment=enrolment, until=until, reason=reason, at=LATER)
    assert not enrolment.extensions.exists()


def test_whoever_completed_needs_no_time() -> None:
    enrolment = complete(make_enrolment(cohort=make_cohort()))
    with pytest.raises(StudyRefused):
        extend(actor=facilitator_of(enrolment), enrolment=enrolment, until=AFTER, reason="Sí", at=LATER)


def test_only_those_who_accompany_give_time_and_never_to_themselves() -> None:
    enrolment = make_enrolment(cohort=make_cohort())
    stranger = MembershipFactory.create(role=Membership.Role.INSTITUTE_ADMIN).user
    own = facilitator_of(enrolment)
    mine = make_enrolment(cohort=enrolment.cohort, teacher=own)
    for actor, whose in ((stranger, enrolment), (enrolment.teacher, enrolment), (own, mine)):
        with pytest.raises(Enrolment.DoesNotExist):
            extend(actor=actor, enrolment=whose, until=AFTER, reason="Sí", at=LATER)


def test_on_ones_own_there_is_no_last_day() -> None:
    enrolment = make_enrolment()
    require_open(enrolment=enrolment, at=ENROLLED + timedelta(days=9999))
    assert enrolments_workable_by(enrolment.teacher, date(2050, 1, 1)).exists()
    assert not enrolments_workable_by(TeacherFactory.create(), ENDS).exists()


def test_the_page_of_a_person_gives_time_and_says_what_is_wrong() -> None:
    enrolment = make_enrolment(cohort=make_cohort())
    assert enrolment.cohort
    client = signed_in(facilitator_of(enrolment))
    address = reverse("person", args=[enrolment.cohort.organisation.code, enrolment.cohort.pk, enrolment.uid])
    assert client.post(address, {"until": "2020-01-01", "reason": "Sí"}).status_code == 422
    assert client.post(address, {"until": "2099-01-01", "reason": "Comisión sindical."}).status_code == 302
    assert "Comisión sindical." in client.get(address).content.decode()


def test_a_group_that_has_not_begun_says_when_it_does() -> None:
    enrolment = make_enrolment(cohort=make_cohort(starts_on=date(2026, 9, 21)))
    with pytest.raises(StudyRefused, match="21 de septiembre"):
        require_open(enrolment=enrolment, at=LATER)
    assert not enrolments_workable_by(enrolment.teacher, date(2026, 9, 20)).exists()
    require_open(enrolment=enrolment, at=LATER + timedelta(days=1))
    assert enrolments_workable_by(enrolment.teacher, date(2026, 9, 21)).get() == enrolment
