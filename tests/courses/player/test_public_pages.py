"""Home, catalogue, a course, and enrolling."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from courses.cohorts.models import Cohort
from courses.finding.indexing import index_course
from courses.study.models import Enrolment
from tests.accounts.factories import TeacherFactory
from tests.courses.assessment.factories import make_edition, make_enrolment
from tests.courses.player.studies import finish_all

pytestmark = pytest.mark.django_db


def _signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def _cohort(**dates: int) -> Cohort:
    edition, today = make_edition(), timezone.localdate()
    days = {"opens_on": -5, "closes_on": 5, "starts_on": 6, "ends_on": 60, **dates}
    when = {name: today + timedelta(days=number) for name, number in days.items()}
    return Cohort.objects.create(organisation=edition.course.organisation, edition=edition, name="Grupo A", **when)


def test_home_and_an_empty_catalogue_say_what_comes(client: Client) -> None:
    assert client.get("/").status_code == 200
    assert "empty" in client.get(reverse("catalogue")).content.decode()


def test_the_catalogue_finds_by_words_without_accents_and_counts(client: Client) -> None:
    index_course(uid=make_edition().course_id)
    assert "Evaluar para aprender" in client.get(reverse("catalogue"), {"q": "EVALUAR aprender"}).content.decode()
    assert "Evaluar para aprender" not in client.get(reverse("catalogue"), {"q": "geometría"}).content.decode()


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({"hours": "20"}, True),
        ({"hours": "120"}, False),
        ({"level": "primaria"}, True),
        ({"level": "inicial"}, False),
        ({"language": "es-mx"}, True),
        ({"language": "hch"}, False),
        ({"skill": "99999", "hours": "x", "level": "'; DROP", "institute": "nobody", "page": "-3"}, True),
    ],
)
def test_the_catalogue_narrows_by_valid_filters(client: Client, filters: dict[str, str], found: bool) -> None:
    make_edition()
    response = client.get(reverse("catalogue"), filters)
    assert response.status_code == 200
    assert ("Evaluar para aprender" in response.content.decode()) is found


def test_the_catalogue_needs_few_queries(client: Client, django_assert_max_num_queries: Any) -> None:
    for number in range(8):
        make_edition(slug=f"curso-{number}")
    with django_assert_max_num_queries(9):
        client.get(reverse("catalogue"))


def test_a_course_shows_contents_rule_and_credits(client: Client) -> None:
    make_edition()
    html = client.get(reverse("course", args=["evaluar"])).content.decode()
    for text in ("Mirar", "Responder", "6.0", "Ana Ruiz", "CC BY-SA 4.0"):
        assert text in html


def test_enrolling_on_ones_own_leads_to_the_first_lesson() -> None:
    make_edition()
    teacher = TeacherFactory.create()
    response = _signed_in(teacher).post(reverse("enrol", args=["evaluar"]), {"cohort": ""})
    enrolment = Enrolment.objects.get(teacher=teacher)
    assert response["Location"] == reverse("study_resume", args=[enrolment.uid])
    assert enrolment.cohort is None


def test_enrolling_in_a_group() -> None:
    cohort, teacher = _cohort(), TeacherFactory.create()
    _signed_in(teacher).post(reverse("enrol", args=["evaluar"]), {"cohort": cohort.pk})
    assert Enrolment.objects.get(teacher=teacher).cohort == cohort


def test_a_closed_group_is_not_there() -> None:
    cohort, teacher = _cohort(closes_on=-1), TeacherFactory.create()
    assert _signed_in(teacher).post(reverse("enrol", args=["evaluar"]), {"cohort": cohort.pk}).status_code == 404
    assert not Enrolment.objects.exists()


def test_a_full_group_refuses_in_words() -> None:
    cohort = _cohort()
    Cohort.objects.filter(pk=cohort.pk).update(capacity=1)
    _signed_in(TeacherFactory.create()).post(reverse("enrol", args=["evaluar"]), {"cohort": cohort.pk})
    response = _signed_in(TeacherFactory.create()).post(reverse("enrol", args=["evaluar"]), {"cohort": cohort.pk})
    assert response.status_code == 409
    assert 'role="alert"' in response.content.decode()
    assert Enrolment.objects.count() == 1


def test_enrolling_twice_goes_back_to_the_course() -> None:
    enrolment = make_enrolment()
    response = _signed_in(enrolment.teacher).post(reverse("enrol", args=["evaluar"]))
    assert response["Location"] == reverse("study_resume", args=[enrolment.uid])
    assert Enrolment.objects.count() == 1


def test_my_place_when_empty_under_way_and_completed() -> None:
    enrolment = make_enrolment()
    nobody, teacher = _signed_in(TeacherFactory.create()), _signed_in(enrolment.teacher)
    assert reverse("catalogue") in nobody.get(reverse("my_place")).content.decode()
    assert reverse("study_resume", args=[enrolment.uid]) in teacher.get(reverse("my_place")).content.decode()
    finish_all(enrolment)
    assert "10.0" in teacher.get(reverse("my_place")).content.decode()
