"""Keys, feedback and explanations never leave the server before an attempt is submitted."""

import pytest
from django.test import Client
from django.urls import reverse

from courses.assessment.models import Attempt
from courses.editions.models import Content, Edition
from courses.study.models import Enrolment
from tests.clients import signed_in
from tests.courses.assessment.factories import EXPLANATION, FEEDBACK, GAP, make_edition, make_enrolment, uid

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
    "manual",
    GAP,
    GAP.upper(),
)


@pytest.fixture
def enrolment() -> Enrolment:
    return make_enrolment(edition=make_edition(arranged=True))


@pytest.fixture
def teacher(enrolment: Enrolment) -> Client:
    return signed_in(enrolment.teacher)


def _address(name: str, enrolment: Enrolment, lesson: str = "Responder") -> str:
    return reverse(name, kwargs={"enrolment": enrolment.uid, "lesson": uid(lesson)})


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
        teacher.get(_address("lesson", enrolment, "Sortear")),
        teacher.post(_address("answer", enrolment, "Sortear"), fields | {"draft": "1"}, follow=True),
        teacher.post(_address("answer", enrolment, "Sortear"), {"attempt": "1"}),
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


def test_nothing_of_a_question_that_was_not_drawn_reaches_whoever_answers(
    teacher: Client, enrolment: Enrolment
) -> None:
    page = teacher.get(_address("lesson", enrolment, "Sortear")).content.decode()
    teacher.post(_address("answer", enrolment, "Sortear"), {"draft": "1", "attempt": "1"})
    kept = str(Attempt.objects.get().questions)
    names = [uid(f"question pooled {number}") for number in range(1, 7)]
    drawn = [name for name in names if name in kept]
    assert len(drawn) == 2
    assert [name for name in names if name in page] == drawn
    assert page.count("Pregunta sorteable") == kept.count("Pregunta sorteable") == 2
    for html in Content.objects.values_list("html", flat=True):
        assert "Pregunta sorteable" not in html
    teacher.post(_address("answer", enrolment, "Sortear"), {f"q-{drawn[0]}": uid("pooled 1 no"), "attempt": "1"})
    review = f"{Attempt.objects.get().result}"
    assert not any(name in review for name in names if name not in drawn)


def test_a_score_sent_by_the_client_is_ignored(teacher: Client, enrolment: Enrolment) -> None:
    forged = {f"q-{uid('question single')}": uid("single uno"), "attempt": "1", "points": "7", "score": "10"}
    teacher.post(_address("answer", enrolment), forged)
    assert Attempt.objects.get().points == 0


def test_options_do_not_stand_in_the_order_of_the_answer(teacher: Client, enrolment: Enrolment) -> None:
    html = teacher.get(_address("lesson", enrolment)).content.decode()
    places = [html.index(uid(f"ordering {text}")) for text in ("uno", "dos", "tres")]
    assert places != sorted(places)


def test_two_people_are_not_shown_the_options_in_one_order(enrolment: Enrolment) -> None:
    people = [enrolment, *(make_enrolment(edition=enrolment.edition) for _number in range(6))]
    orders = set()
    for person in people:
        html = signed_in(person.teacher).get(_address("lesson", person, "Sortear")).content.decode()
        orders.add(tuple(sorted("abc", key=lambda text: html.index(uid(f"multiple {text}")))))
    assert len(orders) > 1
