"""Places, the line for them, what must be completed first, links, leaving and coming back."""

from datetime import date, timedelta

import pytest
import time_machine
from django.urls import reverse
from wagtail.models import ModelLogEntry

from accounts.models import User
from courses.cohorts.models import Cohort
from courses.cohorts.operations import CohortRefused, change_cohort, make_link, revoke_link
from courses.study.models import Enrolment, WaitingPlace
from courses.study.operations import (
    admit,
    enrol,
    join_waiting_list,
    leave_waiting_list,
    record_lesson_finished,
    serve_waiting_list,
    withdraw,
)
from courses.study.refusals import CohortFull, PrerequisitesMissing, StudyRefused
from courses.study.schedule import serve_waiting_lists
from courses.study.selectors import position_in_line, waiting_in
from institutes.models import Membership
from letters.models import Letter
from tests.accounts.factories import TeacherFactory
from tests.clients import signed_in
from tests.courses.cohorts import factories
from tests.courses.cohorts.factories import make_cohort
from tests.courses.editions.factories import make_edition
from tests.courses.study.factories import ENROLLED, LATER, complete, lessons_in, make_enrolment
from tests.institutes.factories import MembershipFactory, give_second_factor

pytestmark = pytest.mark.django_db
Role = Membership.Role
Status = Enrolment.Status


def full_cohort() -> tuple[Cohort, Enrolment]:
    cohort = make_cohort(capacity=1)
    return cohort, make_enrolment(cohort=cohort)


def waiting(cohort: Cohort, minutes: int = 0) -> WaitingPlace:
    at = ENROLLED + timedelta(minutes=minutes)
    return join_waiting_list(teacher=TeacherFactory.create(), cohort=cohort, at=at)


def administrator(cohort: Cohort) -> User:
    member = MembershipFactory.create(role=Role.INSTITUTE_ADMIN, organisation=cohort.organisation)
    return give_second_factor(member.user)


def test_a_full_cohort_offers_its_waiting_list() -> None:
    cohort, _first = full_cohort()
    teacher = TeacherFactory.create()
    with pytest.raises(CohortFull):
        enrol(teacher=teacher, edition=cohort.edition, cohort=cohort, at=ENROLLED)
    for _repeat in range(2):
        join_waiting_list(teacher=teacher, cohort=cohort, at=ENROLLED)
    assert position_in_line(teacher, cohort) == 1
    assert ModelLogEntry.objects.filter(action="study.wait", user=teacher).count() == 1


def test_nobody_waits_where_there_are_places_or_where_one_is_enrolled() -> None:
    cohort = make_cohort(capacity=2)
    inside = make_enrolment(cohort=cohort)
    with pytest.raises(StudyRefused):
        waiting(cohort)
    with pytest.raises(StudyRefused):
        join_waiting_list(teacher=inside.teacher, cohort=cohort, at=ENROLLED)
    with pytest.raises(StudyRefused):
        waiting(make_cohort(closed_at=ENROLLED, capacity=1))


def test_a_place_that_becomes_free_goes_to_whoever_waits_longest() -> None:
    cohort, first = full_cohort()
    second, next_one = waiting(cohort, minutes=5), waiting(cohort)
    withdraw(actor=first.teacher, enrolment=first, at=LATER)
    made = Enrolment.objects.get(teacher=next_one.teacher)
    assert (made.cohort, made.enrolled_at) == (cohort, LATER)
    assert position_in_line(second.teacher, cohort) == 1
    assert Letter.objects.get().user == next_one.teacher
    assert Letter.objects.get().kind == Letter.Kind.DECISION
    assert ModelLogEntry.objects.filter(action="study.promote").count() == 1
    next_one.refresh_from_db()
    assert (next_one.outcome, next_one.ended_at) == (WaitingPlace.Outcome.ENROLLED, LATER)


def test_more_places_go_to_those_who_wait_and_fewer_than_people_are_refused() -> None:
    cohort, _first = full_cohort()
    for minute in range(3):
        waiting(cohort, minute)
    admin = administrator(cohort)
    change_cohort(actor=admin, cohort=cohort, changes={"capacity": 3}, at=LATER)
    assert (cohort.enrolments.count(), waiting_in(cohort).count()) == (3, 1)
    with pytest.raises(CohortRefused):
        change_cohort(actor=admin, cohort=cohort, changes={"capacity": 2}, at=LATER)
    change_cohort(actor=admin, cohort=cohort, changes={"capacity": None}, at=LATER)
    assert (cohort.enrolments.count(), waiting_in(cohort).count()) == (4, 0)


def test_after_enrolment_closed_nobody_is_promoted_until_it_opens_again() -> None:
    cohort, first = full_cohort()
    waiting(cohort)
    late = LATER + timedelta(days=30)
    withdraw(actor=first.teacher, enrolment=first, at=late)
    assert not cohort.enrolments.filter(status=Status.ACTIVE).exists()
    assert serve_waiting_list(cohort=cohort, at=late) == 0
    change_cohort(actor=administrator(cohort), cohort=cohort, changes={"closes_on": date(2026, 11, 30)}, at=late)
    assert cohort.enrolments.filter(status=Status.ACTIVE).count() == 1


def test_whoever_comes_now_does_not_pass_those_who_wait() -> None:
    cohort, _first = full_cohort()
    waiting(cohort)
    Cohort.objects.update(capacity=2)  # as if enrolment had opened again by itself
    with pytest.raises(CohortFull):
        make_enrolment(cohort=cohort)
    with time_machine.travel(LATER):
        serve_waiting_lists()
    assert cohort.enrolments.count() == 2


def test_whoever_joined_elsewhere_waits_no_longer_and_is_passed_over() -> None:
    cohort, first = full_cohort()
    gone, next_one = waiting(cohort), waiting(cohort, minutes=1)
    enrol(teacher=gone.teacher, edition=cohort.edition, at=ENROLLED)
    gone.refresh_from_db()
    assert gone.outcome == WaitingPlace.Outcome.ELSEWHERE
    withdraw(actor=first.teacher, enrolment=first, at=LATER)
    assert Enrolment.objects.get(cohort=cohort, status=Status.ACTIVE).teacher == next_one.teacher


def test_leaving_the_line_leaves_a_trace_once() -> None:
    cohort, _first = full_cohort()
    place = waiting(cohort)
    for _repeat in range(2):
        leave_waiting_list(actor=place.teacher, cohort=cohort, at=LATER)
    assert position_in_line(place.teacher, cohort) is None
    assert ModelLogEntry.objects.filter(action="study.stop_waiting").count() == 1


def test_courses_to_complete_first() -> None:
    first = make_edition()
    cohort = make_cohort()
    cohort.prerequisites.add(first.course)
    teacher = TeacherFactory.create()
    with pytest.raises(PrerequisitesMissing) as refused:
        enrol(teacher=teacher, edition=cohort.edition, cohort=cohort, at=ENROLLED)
    assert refused.value.courses == [first.course]
    complete(make_enrolment(edition=first, teacher=teacher))
    assert enrol(teacher=teacher, edition=cohort.edition, cohort=cohort, at=ENROLLED).cohort == cohort


def test_an_exception_takes_an_administrator_and_a_reason() -> None:
    cohort = make_cohort()
    cohort.prerequisites.add(make_edition().course)
    teacher, admin = TeacherFactory.create(), administrator(cohort)
    with pytest.raises(StudyRefused):
        admit(actor=admin, cohort=cohort, teacher=teacher, reason="  ", at=ENROLLED)
    with pytest.raises(Cohort.DoesNotExist):
        admit(actor=teacher, cohort=cohort, teacher=teacher, reason="Sí", at=ENROLLED)
    for _repeat in range(2):
        admit(actor=admin, cohort=cohort, teacher=teacher, reason="Lo estudió en otra escuela.", at=ENROLLED)
    assert enrol(teacher=teacher, edition=cohort.edition, cohort=cohort, at=ENROLLED)
    [entry] = ModelLogEntry.objects.filter(action="study.admit", user=admin)
    assert entry.data["reason"] == "Lo estudió en otra escuela."


def test_a_course_does_not_ask_for_itself() -> None:
    cohort = make_cohort()
    with pytest.raises(CohortRefused):
        change_cohort(
            actor=administrator(cohort), cohort=cohort, changes={"prerequisites": [cohort.edition.course]}, at=ENROLLED
        )


def test_a_group_by_invitation_takes_a_link_in_force() -> None:
    cohort = make_cohort(is_public=False)
    other = factories.make_link(make_cohort(edition=cohort.edition, is_public=False))
    expired = factories.make_link(cohort, valid_until=date(2026, 8, 20))
    for link in (None, other, expired):
        with pytest.raises(StudyRefused):
            enrol(teacher=TeacherFactory.create(), edition=cohort.edition, cohort=cohort, link=link, at=ENROLLED)
    link = factories.make_link(cohort, max_uses=1)
    assert enrol(teacher=TeacherFactory.create(), edition=cohort.edition, cohort=cohort, link=link, at=ENROLLED)
    link.refresh_from_db()
    assert (link.uses, link.why_not(date(2026, 9, 1))) == (1, "used_up")
    with pytest.raises(StudyRefused):
        enrol(teacher=TeacherFactory.create(), edition=cohort.edition, cohort=cohort, link=link, at=ENROLLED)


def test_links_belong_to_the_administrator_and_can_be_taken_back() -> None:
    cohort = make_cohort(is_public=False)
    admin = administrator(cohort)
    link = make_link(actor=admin, cohort=cohort, valid_until=date(2026, 9, 5), max_uses=30, at=ENROLLED)
    with pytest.raises(type(link).DoesNotExist):
        revoke_link(actor=TeacherFactory.create(), link=link, at=ENROLLED)
    with pytest.raises(Cohort.DoesNotExist):
        make_link(actor=TeacherFactory.create(), cohort=cohort, valid_until=None, max_uses=None, at=ENROLLED)
    with pytest.raises(CohortRefused):
        make_link(actor=admin, cohort=cohort, valid_until=date(2026, 8, 1), max_uses=None, at=ENROLLED)
    for _repeat in range(2):
        revoke_link(actor=admin, link=link, at=ENROLLED)
    assert ModelLogEntry.objects.filter(action="cohorts.revoke_link").count() == 1
    with pytest.raises(StudyRefused):
        enrol(teacher=TeacherFactory.create(), edition=cohort.edition, cohort=cohort, link=link, at=ENROLLED)


def test_whoever_left_comes_back_without_a_link_when_a_place_is_free() -> None:
    cohort = make_cohort(is_public=False, capacity=1)
    teacher = TeacherFactory.create()
    mine = enrol(teacher=teacher, edition=cohort.edition, cohort=cohort, link=factories.make_link(cohort), at=ENROLLED)
    lesson = lessons_in(mine)[0].uid
    record_lesson_finished(enrolment=mine, lesson_uid=lesson, at=ENROLLED)
    withdraw(actor=teacher, enrolment=mine, at=LATER)
    taken = enrol(
        teacher=TeacherFactory.create(),
        edition=cohort.edition,
        cohort=cohort,
        link=factories.make_link(cohort),
        at=LATER,
    )
    with pytest.raises(CohortFull):
        enrol(teacher=teacher, edition=cohort.edition, cohort=cohort, at=LATER)
    withdraw(actor=taken.teacher, enrolment=taken, at=LATER)
    back = enrol(teacher=teacher, edition=cohort.edition, cohort=cohort, at=LATER)
    assert (back.pk, back.progress.lessons_finished) == (mine.pk, 1)


@time_machine.travel(ENROLLED, tick=False)
def test_the_pages_lead_from_the_line_to_a_place_and_back() -> None:
    cohort, first = full_cohort()
    teacher = TeacherFactory.create()
    client, address = signed_in(teacher), reverse("group", args=[cohort.pk])
    assert "lista de espera" in client.get(address).content.decode()
    assert client.post(address).status_code == 409
    assert client.post(address, {"wait": ""}).status_code == 302
    assert "número 1" in client.get(address).content.decode()
    assert cohort.edition.title in client.get(reverse("my_place")).content.decode()
    leaving = signed_in(first.teacher)
    assert leaving.post(reverse("study_leave", args=[first.uid])).status_code == 302
    assert Enrolment.objects.filter(teacher=teacher, status=Status.ACTIVE).exists()
    assert "Regresar a" in leaving.get(reverse("my_place")).content.decode()
    back = leaving.post(reverse("study_return", args=[first.uid]))
    assert back["Location"] == address
    assert leaving.post(reverse("study_return", args=[first.uid]), {"alone": ""}).status_code == 302
    first.refresh_from_db()
    assert (first.status, first.cohort) == (Status.ACTIVE, None)


@time_machine.travel(ENROLLED, tick=False)
def test_what_is_missing_is_named_with_a_link() -> None:
    cohort, needed = make_cohort(), make_edition()
    cohort.prerequisites.add(needed.course)
    client, address = signed_in(TeacherFactory.create()), reverse("group", args=[cohort.pk])
    for answer in (client.get(address), client.post(address)):
        assert reverse("course", args=[needed.course.slug]) in answer.content.decode()
    assert client.post(address).status_code == 409


def test_the_administrator_sees_the_line_and_admits() -> None:
    cohort, _first = full_cohort()
    place = join_waiting_list(teacher=TeacherFactory.create(paternal_surname="Iturbide"), cohort=cohort, at=ENROLLED)
    cohort.prerequisites.add(make_edition().course)
    admin = signed_in(administrator(cohort))
    address = reverse("waiting_list", args=[cohort.organisation.code, cohort.pk])
    assert place.teacher.paternal_surname in admin.get(address).content.decode()
    assert admin.post(address, {"email": "nadie@escuela.example", "reason": "Sí"}).status_code == 422
    sent = {"email": TeacherFactory.create().email.upper(), "reason": "Lo estudió antes."}
    assert admin.post(address, sent).status_code == 302
    assert cohort.admissions.count() == 1
