"""The pages of marking: what each person sees, by which address, in how many statements."""

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from courses.marking.models import Mark, Work
from courses.marking.operations import mark_work
from institutes.models import Membership
from tests.clients import signed_in
from tests.courses.assessment.factories import make_enrolment, uid
from tests.courses.assessment.test_evidence import hand_in, staff_of
from tests.courses.marking.factories import (
    BADLY,
    CRITERION,
    WELL,
    administrator_of,
    evidence_work,
    facilitator_of,
    give,
    in_a_group,
    open_answer,
    say,
)
from tests.institutes.factories import give_second_factor

pytestmark = pytest.mark.django_db


def page_of(work: Work) -> str:
    return reverse("marking_work", args=[work.enrolment.institute.code, work.uid])


def test_saving_leads_to_the_next_and_then_to_the_list() -> None:
    enrolment = in_a_group()
    first, second = open_answer(enrolment), evidence_work(enrolment)
    client = signed_in(facilitator_of(enrolment))
    assert enrolment.cohort is not None
    filtered = f"?estado=por-calificar&grupo={enrolment.cohort.pk}"
    answer = client.post(page_of(first) + filtered, {f"level-{CRITERION}": WELL, "comment": "Bien"})
    assert answer["Location"] == page_of(second) + filtered
    answer = client.post(page_of(second) + filtered, {"return": "1", "comment": "Falta la fecha"})
    assert answer["Location"] == reverse("marking_group", args=[enrolment.institute.code, enrolment.cohort.pk])
    assert [mark.role for mark in Mark.objects.order_by("pk")] == ["first", "return"]


def test_what_is_missing_is_said_and_what_was_written_stays() -> None:
    enrolment = in_a_group()
    work = open_answer(enrolment)
    answer = signed_in(facilitator_of(enrolment)).post(page_of(work), {"comment": "Muy claro"})
    assert answer.status_code == 422
    html = answer.content.decode()
    assert "Elija un nivel en cada criterio" in html
    assert "Muy claro" in html


def test_the_second_person_does_not_see_the_first_mark() -> None:
    enrolment = in_a_group(percent=100)
    first, second = facilitator_of(enrolment), administrator_of(enrolment)
    work = evidence_work(enrolment)
    give(work, first, comment="Secreto del primero")
    seconds = signed_in(second)
    assert "Secreto del primero" not in seconds.get(page_of(work)).content.decode()
    assert "Secreto del primero" in signed_in(first).get(page_of(work)).content.decode()
    queue = reverse("marking_queue", args=[enrolment.institute.code])
    assert str(work.uid) in seconds.get(queue + "?estado=segunda").content.decode()
    assert str(work.uid) not in signed_in(first).get(queue + "?estado=segunda").content.decode()
    give(work, second, comment="Del segundo")
    assert "Secreto del primero" in seconds.get(page_of(work)).content.decode()


def test_the_teacher_reads_levels_and_comment_and_not_who_marked() -> None:
    enrolment = in_a_group()
    work, marker = open_answer(enrolment), facilitator_of(enrolment)
    client = signed_in(enrolment.teacher)
    own = reverse("own_mark", args=[work.uid])
    assert "Se lee con claridad" not in client.get(own).content.decode()
    give(work, marker, comment="Un ejemplo más ayudaría")
    assert work.attempt is not None
    for page in (own, reverse("attempt", args=[work.attempt.uid])):
        html = client.get(page).content.decode()
        assert "Se lee con claridad" in html
        assert "Un ejemplo más ayudaría" in html
        assert marker.get_full_name() not in html
    assert "10 puntos" in client.get(reverse("attempt", args=[work.attempt.uid])).content.decode().replace("\xa0", " ")


def test_nothing_of_a_mark_is_told_while_a_second_one_is_missing() -> None:
    enrolment = in_a_group(percent=100)
    administrator_of(enrolment)
    work = open_answer(enrolment)
    give(work, facilitator_of(enrolment), BADLY, comment="Todavía no se dice")
    assert work.attempt is not None
    for page in (reverse("own_mark", args=[work.uid]), reverse("attempt", args=[work.attempt.uid])):
        assert "Todavía no se dice" not in signed_in(enrolment.teacher).get(page).content.decode()


def test_a_certifier_reads_and_finds_no_form() -> None:
    enrolment = in_a_group()
    work = evidence_work(enrolment)
    client = signed_in(give_second_factor(staff_of(enrolment, Membership.Role.CERTIFIER).user))
    html = client.get(page_of(work)).content.decode()
    assert "Observé a mi grupo" in html
    assert f"level-{CRITERION}" not in html
    assert client.post(page_of(work), {f"level-{CRITERION}": WELL}).status_code == 404


def test_the_queue_reads_the_same_however_long_it_is(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    enrolment = in_a_group()
    evidence_work(enrolment)
    client = signed_in(facilitator_of(enrolment))
    assert enrolment.cohort is not None
    queues = [
        reverse("marking_queue", args=[enrolment.institute.code]),
        reverse("marking_group", args=[enrolment.institute.code, enrolment.cohort.pk]),
    ]
    counts = []
    for _round in range(2):
        for address in queues:
            with django_assert_max_num_queries(60) as counted:
                assert client.get(address).status_code == 200
            counts.append(len(counted))
        for _number in range(4):
            other = make_enrolment(edition=enrolment.edition)
            type(other).objects.filter(pk=other.pk).update(cohort=enrolment.cohort)
            hand_in(other)
            open_answer(other)
    assert counts[2:] <= counts[:2]


def test_the_group_says_what_cannot_be_measured_yet() -> None:
    enrolment = in_a_group(percent=100)
    work, people = open_answer(enrolment), [facilitator_of(enrolment), administrator_of(enrolment)]
    for person in people:
        give(work, person)
    assert enrolment.cohort is not None
    address = reverse("marking_group", args=[enrolment.institute.code, enrolment.cohort.pk])
    html = signed_in(facilitator_of(enrolment)).get(address).content.decode()
    assert "todavía no se puede medir" in html
    assert uid("criterion") not in html


def test_ones_own_place_shows_what_was_marked_lately() -> None:
    enrolment = in_a_group()
    work = open_answer(enrolment)
    client, marker = signed_in(enrolment.teacher), facilitator_of(enrolment)
    assert "Pregunta open" not in client.get(reverse("my_place")).content.decode()
    mark_work(actor=marker, work=work, said=say(), at=timezone.now())
    html = client.get(reverse("my_place")).content.decode()
    assert reverse("own_mark", args=[work.uid]) in html
    assert "Pregunta open" in html
