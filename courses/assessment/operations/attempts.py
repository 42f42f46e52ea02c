"""Answering, and being marked at once."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from cms.pages.html import words
from cms.pages.kinds import max_points_of
from courses.assessment.models import Attempt
from courses.assessment.opening import check_open, held
from courses.assessment.permissions import attempts_of
from courses.assessment.refusals import AssessmentRefused
from courses.assessment.results import result_of, too_short
from courses.assessment.selectors import answer_key, questions_for
from courses.assessment.signals import attempt_submitted
from courses.editions.models import Lesson
from courses.study.models import Enrolment
from courses.study.operations import record_score
from courses.study.permissions import enrolments_of


@transaction.atomic
def open_attempt(
    *, enrolment: Enrolment, lesson: Lesson, language: str, at: datetime, number: int | None = None
) -> Attempt:
    """The attempt to answer: the open one, else the given number when that is submitted already, else a new one.

    Pages send the number they were drawn with, so that a form sent twice never uses up a second attempt.
    """
    attempt = _opened(held(Enrolment.objects.all(), enrolment), lesson, language, at, number)
    if attempt._state.adding:
        attempt.save()
    return attempt


@transaction.atomic
def send_answers(
    *,
    actor: User,
    enrolment: Enrolment,
    lesson: Lesson,
    language: str,
    read: Callable[[list[dict[str, Any]]], dict[str, Any]],
    at: datetime,
    number: int | None = None,
) -> Attempt:
    """Open an attempt as ``open_attempt`` does and submit it, in one transaction.

    ``read`` makes the answers out of what was sent, given the questions that the attempt asks. Raises
    Enrolment.DoesNotExist for whoever it is not.
    """
    attempt = _opened(held(enrolments_of(actor), enrolment), lesson, language, at, number)
    return attempt if attempt.submitted_at else _submitted(attempt, read(attempt.questions), at)


def _opened(enrolment: Enrolment, lesson: Lesson, language: str, at: datetime, number: int | None) -> Attempt:
    """The attempt of ``open_attempt``; a new one is not saved yet."""
    attempts = Attempt.objects.filter(enrolment=enrolment, lesson_uid=lesson.uid)
    made = list(attempts.order_by("number").values_list("pk", "number", "submitted_at"))
    sent = next((pk for pk, its, submitted_at in made if submitted_at and its == number), None)
    if sent is not None:
        return attempts.get(pk=sent)
    check_open(enrolment, at)
    current = next((pk for pk, _its, submitted_at in made if submitted_at is None), None)
    if current is not None:
        found = attempts.get(pk=current)
        found.enrolment = enrolment
        return _in_language(found, enrolment, language)
    return _new_attempt(enrolment, lesson, language, at, submitted=len(made))


def _new_attempt(enrolment: Enrolment, lesson: Lesson, language: str, at: datetime, *, submitted: int) -> Attempt:
    allowed = enrolment.edition.attempts_allowed
    if allowed is not None and submitted >= allowed:
        raise AssessmentRefused(_("You have used every attempt at this lesson's questions."))
    questions = questions_for(enrolment, lesson.uid, submitted + 1, language)
    if not questions:
        raise AssessmentRefused(_("This lesson has no questions."))
    return Attempt(
        enrolment=enrolment,
        lesson_uid=lesson.uid,
        number=submitted + 1,
        language=language,
        questions=questions,
        max_points=max_points_of(questions),
        started_at=at,
    )


def _in_language(attempt: Attempt, enrolment: Enrolment, language: str) -> Attempt:
    """An open attempt follows the language in which the lesson is read; what was drawn and answered stays."""
    if attempt.language != language:
        attempt.questions = questions_for(
            enrolment, attempt.lesson_uid, attempt.number, language, snapshot=attempt.questions
        )
        attempt.language = language
        attempt.save(update_fields=["questions", "language"])
    return attempt


@transaction.atomic
def save_answers(*, actor: User, attempt: Attempt, answers: dict[str, Any], at: datetime) -> Attempt:
    """Keep a draft; what was submitted stays as it was."""
    attempt = attempts_of(actor).select_for_update(of=("self",)).get(pk=attempt.pk)
    if attempt.submitted_at is None:
        attempt.answers = answers
        attempt.save(update_fields=["answers"])
    return attempt


@transaction.atomic
def submit_attempt(*, actor: User, attempt: Attempt, answers: dict[str, Any], at: datetime) -> Attempt:
    """Mark the answers and record the score; a second submission, even at the same instant, gets the first result."""
    mine = attempts_of(actor).select_related("enrolment").get(pk=attempt.pk)
    enrolment = held(Enrolment.objects.all(), mine.enrolment)
    attempt = attempts_of(actor).select_for_update(of=("self",)).get(pk=attempt.pk)
    attempt.enrolment = enrolment
    if attempt.submitted_at is not None:
        return attempt
    check_open(enrolment, at)
    return _submitted(attempt, answers, at)


def _submitted(attempt: Attempt, answers: dict[str, Any], at: datetime) -> Attempt:
    """Mark an attempt whose enrolment is held."""
    if not answers:
        raise AssessmentRefused(_("Answer at least one question before sending."))
    if short := too_short(attempt.questions, answers):
        raise AssessmentRefused(_too_short_words(*short[0]))
    enrolment = attempt.enrolment
    keys, fallback = answer_key(enrolment.edition), enrolment.edition.source_language
    attempt.answers = answers
    attempt.result, attempt.points = result_of(
        attempt.questions, keys, answers, language=attempt.language, fallback=fallback
    )
    attempt.submitted_at = at
    is_new = attempt._state.adding
    attempt.save(update_fields=None if is_new else ["answers", "result", "points", "submitted_at"])
    record_score(
        enrolment=enrolment,
        lesson_uid=attempt.lesson_uid,
        points=attempt.points,
        max_points=attempt.max_points,
        attempt_uid=attempt.uid,
        at=at,
    )
    attempt_submitted.send(sender=Attempt, attempt=attempt)
    return attempt


def _too_short_words(question: dict[str, Any], number: int) -> str:
    asked = {"question": words(question["prompt"])[:80], "number": number, "least": question["min_words"]}
    return _("“%(question)s”: you wrote %(number)d words and at least %(least)d are asked. Nothing was lost.") % asked
