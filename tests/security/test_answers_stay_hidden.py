"""Keys, feedback and explanations never leave the server before an attempt is submitted."""

import pytest
from django.test import Client
from django.urls import reverse

from courses.assessment.models import Attempt
from courses.editions.models import Content, Edition
from courses.study.models import Enrolment
from tests.clients import signed_in
from tests.courses.assessment.factories import EXPLANATION, FEEDBACK, make_enrolment, uid

pytestmark = pytest.mark.django_db
SECRETS = (
    FEEDBACK,
    EXPLANATION,
    "4317.25",
    "Evaluación formativa",
    '"correct"',
    "quot;correct",
    "tolerance",
    "accepted",
)


@pytest.fixture
def enrolment() -> Enrolment:
    return make_enrolment()


@pytest.fixture
def teacher(enrolment: Enrolment) -> Client:
    return signed_in(enrolment.teacher)


def _address(name: str, enrolment: Enrolment) -> str:
    return reverse(name, kwargs={"enrolment": enrolment.uid, "lesson": uid("Responder")})


def _assert_hidden(text: str) -> None:
    assert [secret for secret in SECRETS if secret in text] == []


def test_neither_the_source_nor_the_stored_lesson_holds_a_key(enrolment: Enrolment) -> None:
    _assert_hidden(Edition.objects.get(pk=enrolment.edition_id).source_text)
    for html in Content.objects.values_list("html", flat=True):
        _assert_hidden(html)


def test_no_page_before_submission_shows_one(teacher: Client, enrolment: Enrolment) -> None:
    fields = {f"q-{uid('question single')}": uid("single uno"), "attempt": "1"}
    responses = [
        teacher.get(_address("lesson", enrolment)),
        teacher.post(_address("answer", enrolment), fields | {"draft": "1"}, follow=True),
        teacher.get(_address("lesson", enrolment)),
        teacher.post(_address("answer", enrolment), {"attempt": "1"}),
        teacher.get(reverse("course", args=["evaluar"])),
        teacher.get(reverse("study_summary", args=[enrolment.uid])),
        teacher.get(reverse("my_place")),
    ]
    for response in responses:
        _assert_hidden(response.content.decode())


def test_an_open_attempt_has_no_review_and_holds_no_key(teacher: Client, enrolment: Enrolment) -> None:
    fields = {f"q-{uid('question single')}": uid("single uno"), "draft": "1", "attempt": "1"}
    teacher.post(_address("answer", enrolment), fields)
    attempt = Attempt.objects.get()
    assert teacher.get(reverse("attempt", args=[attempt.uid])).status_code == 404
    _assert_hidden(f"{attempt.questions} {attempt.result}")


def test_a_score_sent_by_the_client_is_ignored(teacher: Client, enrolment: Enrolment) -> None:
    forged = {f"q-{uid('question single')}": uid("single uno"), "attempt": "1", "points": "7", "score": "10"}
    teacher.post(_address("answer", enrolment), forged)
    assert Attempt.objects.get().points == 0


def test_options_do_not_stand_in_the_order_of_the_answer(teacher: Client, enrolment: Enrolment) -> None:
    html = teacher.get(_address("lesson", enrolment)).content.decode()
    places = [html.index(uid(f"ordering {text}")) for text in ("uno", "dos", "tres")]
    assert places != sorted(places)
