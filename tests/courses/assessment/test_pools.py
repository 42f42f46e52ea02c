"""Pools and shuffled options through the operations and the page: one draw per attempt, kept for good."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from courses.assessment.forms import parse_answers
from courses.assessment.models import Attempt
from courses.assessment.operations import open_attempt, submit_attempt
from courses.editions.selectors import lesson_facts
from courses.study.models import Enrolment
from tests.clients import signed_in
from tests.courses.assessment.factories import (
    NOON,
    as_querydict,
    lesson_called,
    make_edition,
    make_enrolment,
    pool,
    uid,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def enrolment() -> Enrolment:
    return make_enrolment(edition=make_edition(attempts=3, arranged=True))


def _open(enrolment: Enrolment) -> Attempt:
    lesson = lesson_called(enrolment.edition, "Sortear")
    return open_attempt(enrolment=enrolment, lesson=lesson, language="es-mx", at=NOON)


def _right(attempt: Attempt) -> dict[str, Any]:
    drawn = [question for question in attempt.questions if question["kind"] == "single"]
    answers = {f"q-{question['uid']}": uid(_named(question["prompt"])) for question in drawn}
    return answers | {f"q-{uid('question shuffled')}": [uid("multiple a"), uid("multiple c")]}


def _named(prompt: str) -> str:
    number = re.search(r"\d", prompt)
    assert number
    return f"pooled {number[0]} sí"


def _address(name: str, enrolment: Enrolment) -> str:
    return reverse(name, kwargs={"enrolment": enrolment.uid, "lesson": uid("Sortear")})


def _shown(client: Client, enrolment: Enrolment) -> list[tuple[str, str]]:
    """Every control of the page, in its order."""
    html = client.get(_address("lesson", enrolment)).content.decode()
    return re.findall(r'<input[^>]*? name="(q-[^"]+)" value="([^"]*)"', html)


def test_the_page_shows_what_the_attempt_keeps(enrolment: Enrolment) -> None:
    client = signed_in(enrolment.teacher)
    shown = _shown(client, enrolment)
    attempt = _open(enrolment)
    kept = [(f"q-{question['uid']}", option["uid"]) for question in attempt.questions for option in question["options"]]
    assert shown == kept
    assert _shown(client, enrolment) == shown  # and goes on showing it once it is open


def test_reading_writes_nothing(enrolment: Enrolment) -> None:
    _shown(signed_in(enrolment.teacher), enrolment)
    assert not Attempt.objects.exists()


def test_what_an_open_attempt_shows_outlives_a_change_of_the_secret(enrolment: Enrolment, settings: Any) -> None:
    client = signed_in(enrolment.teacher)
    shown = _shown(client, enrolment)
    _open(enrolment)
    settings.SECRET_KEY = "another secret of the same installation"
    client = signed_in(enrolment.teacher)
    assert _shown(client, enrolment) == shown


def test_right_answers_earn_all_that_the_edition_asks_for(enrolment: Enrolment) -> None:
    attempt = _open(enrolment)
    answers = parse_answers(attempt.questions, as_querydict(_right(attempt)))
    attempt = submit_attempt(actor=enrolment.teacher, attempt=attempt, answers=answers, at=NOON)
    facts = next(facts for facts in lesson_facts(enrolment.edition) if facts.uid == uid("Sortear"))
    assert attempt.points == attempt.max_points == facts.points == 5
    assert len(lesson_called(enrolment.edition, "Sortear").questions) == 3


def test_an_answer_to_a_question_that_was_not_drawn_is_not_there(enrolment: Enrolment) -> None:
    attempt = _open(enrolment)
    drawn = {question["uid"] for question in attempt.questions}
    other = next(question["uid"] for question in pool()["questions"] if question["uid"] not in drawn)
    assert parse_answers(attempt.questions, as_querydict({f"q-{other}": uid("pooled 1 sí")})) == {}


def test_attempts_and_people_differ(enrolment: Enrolment) -> None:
    seen = set()
    for person in [enrolment, *(make_enrolment(edition=enrolment.edition) for _n in range(7))]:
        attempt = _open(person)
        seen.add(str([[question["uid"], question["options"]] for question in attempt.questions]))
        answers = parse_answers(attempt.questions, as_querydict(_right(attempt)))
        submit_attempt(actor=person.teacher, attempt=attempt, answers=answers, at=NOON)
    seen.add(str([[question["uid"], question["options"]] for question in _open(enrolment).questions]))
    assert len(seen) > 5


def test_a_page_with_a_pool_costs_no_more_queries(enrolment: Enrolment, django_assert_max_num_queries: Any) -> None:
    client = signed_in(enrolment.teacher)
    _shown(client, enrolment)
    with django_assert_max_num_queries(7):
        _shown(client, enrolment)
    _open(enrolment)
    with django_assert_max_num_queries(7):
        _shown(client, enrolment)


def test_without_attempts_left_the_last_draw_stays_and_is_locked() -> None:
    enrolment = make_enrolment(edition=make_edition(attempts=1, arranged=True, slug="una"))
    attempt = _open(enrolment)
    answers = parse_answers(attempt.questions, as_querydict(_right(attempt)))
    submit_attempt(actor=enrolment.teacher, attempt=attempt, answers=answers, at=NOON)
    html = signed_in(enrolment.teacher).get(_address("lesson", enrolment)).content.decode()
    assert "<input disabled" in html
    assert all(f'name="q-{question["uid"]}"' in html for question in attempt.questions)
    assert html.count("Pregunta sorteable") == 2
