"""A project's milestones, who advises, and the word that person gives once, with a link or in person."""

import re
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from courses.assessment.operations import submit_evidence
from courses.editions.models import Lesson
from courses.projects.models import Adviser, Endorsement
from courses.projects.operations import (
    LINK_LIVES,
    ProjectRefused,
    answer_endorsement,
    ask_endorsement,
    name_adviser,
    remove_adviser,
)
from courses.projects.selectors import milestones_of, project_in
from courses.study.models import Enrolment
from tests.accounts.factories import TeacherFactory
from tests.clients import signed_in
from tests.courses.assessment.test_evidence import staff_of
from tests.courses.projects.factories import AT, advised, first_milestone, make_project, project_uid
from tests.institutes.factories import give_second_factor

pytestmark = pytest.mark.django_db


@pytest.fixture
def enrolment() -> Enrolment:
    return make_project()


def page_of(enrolment: Enrolment) -> str:
    return reverse("project", args=[enrolment.uid, project_uid(enrolment)])


def asked(enrolment: Enrolment, at: Any = AT) -> str:
    return ask_endorsement(
        actor=enrolment.teacher, adviser=advised(enrolment), evidence=first_milestone(enrolment), at=at
    )


def answer(token: str, verdict: str = "endorsed", at: datetime = AT) -> Endorsement:
    return answer_endorsement(token=token, verdict=verdict, remark="Se hizo bien", in_person=False, at=at)


# --- Milestones ---
def test_milestones_have_dates_and_the_state_of_what_was_handed_in(enrolment: Enrolment) -> None:
    evidence = first_milestone(enrolment)
    project = project_in(enrolment.edition, project_uid(enrolment), "es-mx")
    assert project is not None
    interview, drawing = milestones_of(enrolment, project)
    assert (interview.task["title"], interview.evidence) == ("Entrevista", evidence)
    assert interview.due_on == timezone.localdate(AT) + timedelta(weeks=2)
    assert (drawing.evidence, drawing.due_on, drawing.is_late) == (None, None, False)


def test_the_page_shows_them_and_how_far_one_is(client: Client, enrolment: Enrolment) -> None:
    first_milestone(enrolment)
    client.force_login(enrolment.teacher)
    page = client.get(page_of(enrolment)).content.decode()
    for words in ("Entrevista", "Mapa", "1 de 2", "16 de marzo de 2026"):
        assert words in page


def test_each_milestone_leads_to_the_project(client: Client, enrolment: Enrolment) -> None:
    evidence = first_milestone(enrolment)
    client.force_login(enrolment.teacher)
    address = reverse("evidence", args=[enrolment.uid, evidence.lesson_uid, evidence.block_uid])
    assert page_of(enrolment) in client.get(address).content.decode()


def test_another_block_is_no_project(client: Client, enrolment: Enrolment) -> None:
    client.force_login(enrolment.teacher)
    assert client.get(reverse("project", args=[enrolment.uid, uuid4()])).status_code == 404


# --- The adviser ---
def test_an_adviser_is_named_with_their_agreement_once(enrolment: Enrolment) -> None:
    adviser = advised(enrolment)
    assert advised(enrolment) == adviser
    assert ModelLogEntry.objects.filter(action="project.name_adviser", user=enrolment.teacher).count() == 1
    assert "Lupe" not in str(list(ModelLogEntry.objects.values()))
    with connection.cursor() as cursor:
        cursor.execute("SELECT contact FROM projects_adviser")
        assert "escuela" not in cursor.fetchone()[0]


@pytest.mark.parametrize("wrong", [{"agreed": False}, {"name": "  "}, {"project_uid": uuid4()}])
def test_nobody_is_named_without_being_asked(enrolment: Enrolment, wrong: dict[str, Any]) -> None:
    facts: dict[str, Any] = {
        "project_uid": project_uid(enrolment),
        "name": "Ana",
        "contact": "",
        "agreed": True,
    } | wrong
    with pytest.raises(ProjectRefused):
        name_adviser(actor=enrolment.teacher, enrolment=enrolment, at=AT, **facts)
    assert not Adviser.objects.exists()


def test_a_second_one_is_named_after_the_first_was_erased(enrolment: Enrolment) -> None:
    former = advised(enrolment)
    facts: dict[str, Any] = {"project_uid": project_uid(enrolment), "name": "Ana", "contact": "", "agreed": True}
    with pytest.raises(ProjectRefused):
        name_adviser(actor=enrolment.teacher, enrolment=enrolment, at=AT, **facts)
    remove_adviser(actor=enrolment.teacher, adviser=former, at=AT)
    former.refresh_from_db()
    assert (former.name, former.contact, former.gone_at) == ("", "", AT)
    name_adviser(actor=enrolment.teacher, enrolment=enrolment, at=AT, **facts)


def test_nobody_else_names_or_erases(enrolment: Enrolment) -> None:
    stranger, adviser = TeacherFactory.create(), advised(enrolment)
    with pytest.raises(Adviser.DoesNotExist):
        remove_adviser(actor=stranger, adviser=adviser, at=AT)
    with pytest.raises(Adviser.DoesNotExist):
        ask_endorsement(actor=stranger, adviser=adviser, evidence=first_milestone(enrolment), at=AT)
    facts: dict[str, Any] = {"project_uid": project_uid(enrolment), "name": "Ana", "contact": "", "agreed": True}
    with pytest.raises(Enrolment.DoesNotExist):
        name_adviser(actor=stranger, enrolment=enrolment, at=AT, **facts)


def test_a_refusal_keeps_what_was_written(client: Client, enrolment: Enrolment) -> None:
    client.force_login(enrolment.teacher)
    response = client.post(page_of(enrolment), {"name": "Doña Lupe"})
    assert response.status_code == 422
    assert "Doña Lupe" in response.content.decode()
    assert not Adviser.objects.exists()


# --- The endorsement ---
def test_a_link_takes_one_answer(enrolment: Enrolment) -> None:
    token = asked(enrolment)
    endorsement = answer(token)
    assert (endorsement.verdict, endorsement.remark, endorsement.answered_at) == ("endorsed", "Se hizo bien", AT)
    with pytest.raises(ProjectRefused):
        answer(token, "not_yet")
    with pytest.raises(ProjectRefused):
        asked(enrolment)


def test_asking_again_ends_the_former_link(enrolment: Enrolment) -> None:
    former, present = asked(enrolment), asked(enrolment)
    with pytest.raises(Endorsement.DoesNotExist):
        answer(former)
    assert answer(present, "not_yet").verdict == "not_yet"
    assert answer(asked(enrolment)).verdict == "endorsed"


def test_a_link_ends_by_itself_and_with_the_adviser(enrolment: Enrolment) -> None:
    token = asked(enrolment)
    with pytest.raises(ProjectRefused):
        answer(token, at=AT + LINK_LIVES)
    remove_adviser(actor=enrolment.teacher, adviser=Adviser.objects.get(), at=AT)
    with pytest.raises(Endorsement.DoesNotExist):
        answer(token)


def test_the_database_knows_no_token_and_refuses_an_answer_without_a_verdict(enrolment: Enrolment) -> None:
    token = asked(enrolment)
    assert token not in str(list(Endorsement.objects.values()))
    with pytest.raises(IntegrityError), transaction.atomic():
        Endorsement.objects.update(answered_at=AT)


def test_an_evidence_of_another_task_is_no_milestone(enrolment: Enrolment) -> None:
    other = Lesson.objects.get(edition=enrolment.edition).evidence[0]
    evidence = submit_evidence(
        actor=enrolment.teacher, enrolment=enrolment, block_uid=other, text="x", upload=None, at=AT
    )
    with pytest.raises(ProjectRefused):
        ask_endorsement(actor=enrolment.teacher, adviser=advised(enrolment), evidence=evidence, at=AT)


def test_from_the_link_to_what_the_reviewer_reads(client: Client, enrolment: Enrolment) -> None:
    client.force_login(enrolment.teacher)
    advised(enrolment)
    evidence = first_milestone(enrolment)
    page = client.post(reverse("endorsement_ask", args=[evidence.uid])).content.decode()
    found = re.search(r'href="http://testserver(/aval/[^"]+)"', page)
    assert found
    adviser = Client()
    opened = adviser.get(found[1])
    assert "Entrevista" in opened.content.decode()
    assert "Conversamos" not in opened.content.decode()
    assert opened["X-Robots-Tag"] == "noindex"
    assert adviser.post(found[1], {"remark": "x"}).status_code == 422
    assert adviser.post(found[1], {"verdict": "endorsed", "remark": "Nos escuchó"}).status_code == 302
    assert "<form" not in adviser.get(found[1]).content.decode().split("<main")[1].split("</main")[0]
    assert "Nos escuchó" in client.get(page_of(enrolment)).content.decode()
    staff = signed_in(give_second_factor(staff_of(enrolment).user))
    where = [enrolment.institute.code, evidence.works.get().uid]
    review = staff.get(reverse("marking_work", args=where)).content.decode()
    assert "Nos escuchó" in review
    assert not Endorsement.objects.get().in_person


def test_an_answer_on_the_teachers_device_is_in_person(client: Client, enrolment: Enrolment) -> None:
    token = asked(enrolment, timezone.now())
    client.force_login(enrolment.teacher)
    client.post(reverse("endorsement", args=[token]), {"verdict": "endorsed"})
    assert Endorsement.objects.get().in_person
