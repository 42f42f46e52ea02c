"""Oral practice and the milestones of a project are handed in like any evidence of practice."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cms.pages.evidence import evidence_tasks
from courses.assessment.models import Evidence
from courses.assessment.selectors import evidence_tasks_in
from courses.editions.models import Edition, Lesson
from courses.study.models import Enrolment
from courses.study.operations import enrol
from tests.accounts.factories import TeacherFactory
from tests.cms.pages.factories import make_course

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 2, tzinfo=UTC)


@pytest.fixture
def enrolment() -> Enrolment:
    course = make_course()
    edition = Edition.objects.get(course__uid=course.translation_key)
    return enrol(teacher=TeacherFactory.create(), edition=edition, cohort=None, at=AT)


@pytest.fixture
def lesson(enrolment: Enrolment) -> Lesson:
    return Lesson.objects.get(edition=enrolment.edition)


def test_one_list_names_all_that_is_handed_in(enrolment: Enrolment, lesson: Lesson) -> None:
    tasks = evidence_tasks_in(enrolment.edition, lesson.uid, "es-mx")
    assert [task["title"] for task in tasks] == ["Una observación", "Cuente una historia", "Entrevista", "Mapa"]
    assert [task["uid"] for task in tasks] == lesson.evidence
    assert len(set(lesson.evidence)) == 4
    oral = tasks[1]
    assert oral["accepts"] == ["audio", "text"]
    assert "Prepárese" in oral["html"]
    assert "Grabe una historia breve" in oral["html"]


def test_each_of_them_can_be_handed_in_today(client: Client, enrolment: Enrolment, lesson: Lesson) -> None:
    client.force_login(enrolment.teacher)
    for uid in lesson.evidence[1:3]:
        page = reverse("evidence", args=[enrolment.uid, lesson.uid, uid])
        assert client.get(page).status_code == 200
        assert client.post(page, {"text": "Lo que ocurrió."}).status_code == 302
    assert Evidence.objects.filter(enrolment=enrolment).count() == 2


def test_the_lesson_names_each_task(client: Client, enrolment: Enrolment, lesson: Lesson) -> None:
    client.force_login(enrolment.teacher)
    page = client.get(reverse("lesson", args=[enrolment.uid, lesson.uid])).content.decode()
    tasks = page[page.index('id="tasks-title"') :]
    for title in ("Una observación", "Cuente una historia", "Entrevista", "Mapa"):
        assert title in tasks


def test_the_course_page_counts_them(client: Client, enrolment: Enrolment) -> None:
    page = client.get(reverse("course", args=[enrolment.course.slug])).content.decode()
    assert "4 evidencias" in page
    glossary = page[page.index('id="terms-title"') :]
    places = [glossary.index(f"<dt>{term}</dt>") for term in ("Andamiaje", "Multigrado", "Ñandú")]
    assert places == sorted(places)


def test_a_text_that_is_not_translated_stays_as_it_was_written() -> None:
    block: dict[str, Any] = {
        "uid": "u", "type": "oral_practice", "title": {"es-mx": "T"}, "accepts": ["audio"], "criteria": [],
        "html": {"es-mx": "<p>a</p>"}, "prompt": {"es-mx": "<p>b</p>", "hch": "<p>c</p>"},
    }  # fmt: skip
    (task,) = evidence_tasks({"blocks": [block]})
    assert task["html"] == {"es-mx": "<p>a</p><p>b</p>", "hch": "<p>a</p><p>c</p>"}
