"""Answering a lesson's questions: one attempt at a time, marked once, counted once."""

from decimal import Decimal
from functools import partial
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from courses.assessment.forms import parse_answers
from courses.assessment.models import Attempt
from courses.assessment.operations import (
    AssessmentRefused,
    open_attempt,
    send_answers,
    submit_attempt,
)
from courses.assessment.saving import Draft
from courses.editions.selectors import lesson_facts
from courses.study.models import Enrolment, StudyEvent
from courses.study.operations import withdraw
from tests.accounts.factories import TeacherFactory
from tests.courses.assessment.factories import (
    EXPLANATION,
    FEEDBACK,
    NOON,
    as_querydict,
    lesson_called,
    make_edition,
    make_enrolment,
    right_answers,
    save,
    uid,
)
from tests.parallel import at_once

pytestmark = pytest.mark.django_db


def _open(enrolment: Enrolment, number: int | None = None) -> Attempt:
    lesson = lesson_called(enrolment.edition, "Responder")
    return open_attempt(enrolment=enrolment, lesson=lesson, language="es-mx", at=NOON, number=number)


def _submit(enrolment: Enrolment, attempt: Attempt, **changed: str) -> Attempt:
    answers = parse_answers(attempt.questions, as_querydict(right_answers() | changed))
    return submit_attempt(actor=enrolment.teacher, attempt=attempt, answers=answers, at=NOON)


def test_keeps_the_exact_questions_in_the_language_shown() -> None:
    attempt = _open(make_enrolment())
    assert attempt.number == 1
    assert attempt.max_points == 8
    assert attempt.questions[0]["kind"] == "single"
    assert attempt.questions[0]["prompt"] == "<p>Pregunta single</p>"
    assert attempt.questions[0]["options"][1] == {"uid": uid("single dos"), "text": "dos"}
    assert "correct" not in str(attempt.questions)


def test_opens_the_same_attempt_until_it_is_submitted() -> None:
    enrolment = make_enrolment()
    assert _open(enrolment) == _open(enrolment)


def test_right_answers_earn_every_point_and_the_score_is_recorded() -> None:
    enrolment = make_enrolment()
    attempt = _submit(enrolment, _open(enrolment))
    assert attempt.points == 8
    event = StudyEvent.objects.get(enrolment=enrolment, kind="lesson.scored")
    assert Decimal(event.payload["points"]) == 8
    assert Decimal(event.payload["max_points"]) == 8


def test_tells_feedback_of_what_was_chosen_only() -> None:
    enrolment = make_enrolment()
    wrong = {f"q-{uid('question single')}": uid("single uno")}
    told = _submit(enrolment, _open(enrolment), **wrong).result[uid("question single")]
    assert told["feedback"] == {uid("single uno"): FEEDBACK}
    assert EXPLANATION in told["explanation"]
    assert told["fraction"] == "0"


def test_submitting_again_returns_the_first_result() -> None:
    enrolment = make_enrolment()
    opened = _open(enrolment)
    first = _submit(enrolment, opened)
    again = _submit(enrolment, opened, **{f"q-{uid('question single')}": uid("single uno")})
    assert again.points == first.points == 8
    assert StudyEvent.objects.filter(kind="lesson.scored").count() == 1


def test_the_number_of_the_form_keeps_a_double_click_from_using_a_second_attempt() -> None:
    enrolment = make_enrolment()
    first = _submit(enrolment, _open(enrolment, number=1))
    assert _open(enrolment, number=1) == first
    assert _open(enrolment, number=2).number == 2


def test_allows_as_many_attempts_as_the_edition_says() -> None:
    enrolment = make_enrolment(edition=make_edition(attempts=2))
    for _time in range(2):
        _submit(enrolment, _open(enrolment))
    with pytest.raises(AssessmentRefused):
        _open(enrolment)


def test_without_a_limit_one_may_go_on() -> None:
    enrolment = make_enrolment(edition=make_edition(attempts=None))
    for _time in range(5):
        _submit(enrolment, _open(enrolment))
    assert _open(enrolment).number == 6


def test_refuses_an_empty_form_and_leaves_the_attempt_open() -> None:
    enrolment = make_enrolment()
    attempt = _open(enrolment)
    with pytest.raises(AssessmentRefused):
        submit_attempt(actor=enrolment.teacher, attempt=attempt, answers={}, at=NOON)
    attempt.refresh_from_db()
    assert attempt.submitted_at is None


def test_refuses_an_open_answer_that_is_shorter_than_asked_but_keeps_it_as_a_draft() -> None:
    enrolment = make_enrolment()
    attempt, name = _open(enrolment), f"q-{uid('question open')}"
    with pytest.raises(AssessmentRefused, match="Pregunta open"):
        _submit(enrolment, attempt, **{name: "Muy breve"})
    answers = parse_answers(attempt.questions, as_querydict({name: "Muy breve"}))
    assert save(enrolment, answers).answers == answers
    assert _submit(enrolment, attempt, **{name: ""}).points == 8  # who leaves it out may send the rest


def test_an_opinion_and_an_open_answer_give_no_points_and_take_none() -> None:
    enrolment = make_enrolment()
    blank = {f"q-{uid('question rating')}": "", f"q-{uid('question open')}": ""}
    attempt = _submit(enrolment, _open(enrolment), **blank)
    assert attempt.points == attempt.max_points == 8
    assert lesson_facts(enrolment.edition)[1].points == attempt.max_points


def test_refuses_anothers_attempt() -> None:
    attempt = _open(make_enrolment())
    with pytest.raises(Attempt.DoesNotExist):
        submit_attempt(actor=TeacherFactory.create(), attempt=attempt, answers={"x": "y"}, at=NOON)


def test_refuses_who_withdrew() -> None:
    enrolment = make_enrolment()
    withdraw(actor=enrolment.teacher, enrolment=enrolment, at=NOON)
    with pytest.raises(AssessmentRefused):
        _open(enrolment)


def test_refuses_a_lesson_without_questions() -> None:
    enrolment = make_enrolment()
    lesson = lesson_called(enrolment.edition, "Leer")
    with pytest.raises(AssessmentRefused):
        open_attempt(enrolment=enrolment, lesson=lesson, language="es-mx", at=NOON)


def test_a_draft_is_kept_and_never_overwrites_what_was_submitted() -> None:
    enrolment = make_enrolment()
    attempt = save(enrolment, {"a": "b"})
    assert attempt.answers == {"a": "b"}
    _submit(enrolment, attempt)
    kept = save(enrolment, {"a": "later"}, number=1)
    assert kept.answers != {"a": "later"}


def test_the_database_refuses_to_change_a_submitted_attempt() -> None:
    enrolment = make_enrolment()
    attempt = _submit(enrolment, _open(enrolment))
    with pytest.raises(IntegrityError), transaction.atomic():
        Attempt.objects.filter(pk=attempt.pk).update(points=0)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_fifty_submissions_at_once_make_one_result() -> None:
    enrolment = make_enrolment()

    def answer(number: int) -> int:
        changed = {f"q-{uid('question numeric')}": str(number)}
        return _submit(enrolment, _open(enrolment, number=1), **changed).pk

    assert len(set(at_once(*(partial(answer, number) for number in range(50))))) == 1
    assert Attempt.objects.filter(enrolment=enrolment).count() == 1
    assert StudyEvent.objects.filter(enrolment=enrolment, kind="lesson.scored").count() == 1


def test_sending_opens_and_submits_at_once_in_few_statements(django_assert_max_num_queries: Any) -> None:
    enrolment = make_enrolment()
    lesson = lesson_called(enrolment.edition, "Responder")

    def send(number: int | None) -> Attempt:
        return send_answers(
            actor=enrolment.teacher, enrolment=enrolment, lesson=lesson, language="es-mx", number=number, at=NOON,
            read=lambda attempt: Draft(parse_answers(attempt.questions, as_querydict(right_answers()))),
        )  # fmt: skip

    first = send(1)
    assert first.submitted_at == NOON
    assert send(1) == first  # a double click
    with django_assert_max_num_queries(12):  # two a savepoint that only tests have, one what waits
        second = send(2)
    assert (second.number, second.points) == (2, first.points)


def test_nobody_sends_anothers_answers() -> None:
    enrolment = make_enrolment()
    with pytest.raises(Enrolment.DoesNotExist):
        send_answers(
            actor=TeacherFactory.create(), enrolment=enrolment, lesson=lesson_called(enrolment.edition, "Responder"),
            language="es-mx", read=lambda _attempt: Draft(), at=NOON,
        )  # fmt: skip
    assert not Attempt.objects.exists()


def test_a_refusal_uses_up_no_attempt() -> None:
    enrolment = make_enrolment()
    lesson = lesson_called(enrolment.edition, "Responder")
    with pytest.raises(AssessmentRefused):
        send_answers(
            actor=enrolment.teacher, enrolment=enrolment, lesson=lesson, language="es-mx", at=NOON,
            read=lambda _attempt: Draft(),
        )  # fmt: skip
    assert not Attempt.objects.exists()
