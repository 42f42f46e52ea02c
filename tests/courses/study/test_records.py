"""What was set aside, as those who run the platform and those who accompany a group see it."""

from typing import Any

import pytest
from django.urls import reverse

from courses.study.batches import sent_of
from courses.study.models import Enrolment, SetAsideEvent
from courses.study.receiving import receive_events
from courses.study.wording import in_words
from institutes.models import Membership
from tests.accounts.factories import TeacherFactory, UserFactory
from tests.clients import signed_in
from tests.courses.cohorts.factories import make_cohort
from tests.courses.study.factories import LATER, make_enrolment
from tests.courses.study.test_receive_events import event
from tests.institutes.factories import MembershipFactory, give_second_factor

pytestmark = pytest.mark.django_db
ADDRESS = reverse("records_set_aside")
UNKNOWN = "00000000-0000-4000-8000-000000000001"


def set_aside(enrolment: Enrolment, number: int = 1, **fields: Any) -> None:
    """Devices of the teacher send what cannot be applied."""
    wrong = {"lesson_uid": UNKNOWN} | fields
    batch = [sent_of(event(enrolment, place, **wrong)) for place in range(1, number + 1)]
    receive_events(actor=enrolment.teacher, batch=batch, at=LATER)


def operator() -> Any:
    return signed_in(give_second_factor(UserFactory.create(is_superuser=True, is_staff=True)))


def test_whoever_runs_the_platform_sees_all_with_the_reasons_and_filters_them() -> None:
    one, other = make_enrolment(), make_enrolment()
    set_aside(one, 2)
    set_aside(other, kind="lesson.scored", lesson_uid=UNKNOWN)
    client = operator()
    page = client.get(ADDRESS)
    assert [number for _code, _words, number in page.context["reasons"]] == [2, 1]
    assert len(page.context["rows"]) == 3
    only = client.get(ADDRESS, {"motivo": "only_the_server_says_so"})
    assert [row.user for row, _kind, _words in only.context["rows"]] == [other.teacher]
    named = client.get(ADDRESS, {"q": one.teacher.email})
    assert {row.user for row, _kind, _words in named.context["rows"]} == {one.teacher}
    assert client.get(ADDRESS, {"estado": "aplicados"}).context["rows"] == []


def test_the_page_asks_as_much_for_many_as_for_few(django_assert_max_num_queries: Any) -> None:
    client = operator()
    set_aside(make_enrolment(), 2)
    client.get(ADDRESS)
    with django_assert_max_num_queries(40) as few:
        client.get(ADDRESS)
    for _each in range(4):
        set_aside(make_enrolment(), 9)
    with django_assert_max_num_queries(len(few)):
        page = client.get(ADDRESS)
    assert page.context["page_obj"].paginator.num_pages == 2


def test_whoever_accompanies_a_group_sees_those_of_its_people_for_that_course_alone() -> None:
    cohort = make_cohort()
    member = make_enrolment(cohort=cohort)
    elsewhere = make_enrolment(teacher=member.teacher)
    set_aside(member)
    set_aside(elsewhere, 3)
    facilitator = MembershipFactory.create(organisation=cohort.organisation, role=Membership.Role.FACILITATOR).user
    cohort.facilitators.add(facilitator)
    client = signed_in(give_second_factor(facilitator))
    page = client.get(reverse("person", args=[cohort.organisation.code, cohort.pk, member.uid])).content.decode()
    assert SetAsideEvent.objects.count() == 4
    assert page.count(in_words("unknown_lesson")) == 1
    quiet = make_enrolment(cohort=cohort, teacher=TeacherFactory.create())
    page = client.get(reverse("person", args=[cohort.organisation.code, cohort.pk, quiet.uid])).content.decode()
    assert 'id="records-title"' not in page
