"""Answering: beginning, sending, and what the clock sends."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

import structlog
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from cms.pages.kinds import max_points_of
from courses.assessment.models import Attempt
from courses.assessment.opening import check_not_withdrawn, check_open, held
from courses.assessment.operations.submitting import close, send
from courses.assessment.permissions import attempts_of
from courses.assessment.refusals import AssessmentRefused
from courses.assessment.saving import Draft
from courses.assessment.selectors import allowed_in, extra_percent_of, overdue_attempts, questions_for
from courses.assessment.timing import deadline, is_overdue
from courses.editions.models import Lesson
from courses.study.models import Enrolment
from courses.study.permissions import enrolments_of
from courses.study.refusals import StudyRefused

MOST_AT_ONCE = 500
logger = structlog.get_logger(__name__)


@transaction.atomic
def begin_attempt(
    *, actor: User, enrolment: Enrolment, lesson: Lesson, language: str, at: datetime, number: int | None = None
) -> Attempt:
    """Begin a timed attempt; beginning twice goes on with the same. Raises Enrolment.DoesNotExist."""
    attempt = _opened(held(enrolments_of(actor), enrolment), lesson, language, at, number, begins=True)
    if attempt._state.adding:
        attempt.save()
    return attempt


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
    read: Callable[[Attempt], Draft],
    at: datetime,
    number: int | None = None,
) -> Attempt:
    """Open an attempt as ``open_attempt`` does and submit it, in one transaction.

    ``read`` makes the answers out of what was sent, given the attempt with its questions and its draft. Raises
    Enrolment.DoesNotExist for whoever it is not.
    """
    attempt = _opened(held(enrolments_of(actor), enrolment), lesson, language, at, number)
    if attempt.submitted_at:
        return attempt
    attempt.take(read(attempt))
    return send(attempt, attempt.answers, at)


@transaction.atomic
def save_answers(
    *,
    actor: User,
    enrolment: Enrolment,
    lesson: Lesson,
    language: str,
    read: Callable[[Attempt], Draft],
    at: datetime,
    number: int | None = None,
) -> Attempt:
    """Keep a draft, as ``send_answers`` sends one. What was submitted, or comes too late, changes nothing."""
    attempt = _opened(held(enrolments_of(actor), enrolment), lesson, language, at, number)
    if attempt.submitted_at is None:
        attempt.take(read(attempt))
        attempt.save(update_fields=None if attempt._state.adding else ["answers", "versions"])
    return attempt


def _opened(
    enrolment: Enrolment, lesson: Lesson, language: str, at: datetime, number: int | None, *, begins: bool = False
) -> Attempt:
    """The attempt of ``open_attempt``, submitted if its time is over; a new one is not saved yet."""
    attempts = Attempt.objects.filter(enrolment=enrolment, lesson_uid=lesson.uid)
    made = list(attempts.order_by("number").values_list("pk", "number", "submitted_at", "edition_id"))
    sent = next((pk for pk, its, submitted_at, _edition in made if submitted_at and its == number), None)
    if sent is not None:
        return attempts.get(pk=sent)
    current = next((pk for pk, _its, submitted_at, _edition in made if submitted_at is None), None)
    if current is None:
        check_open(enrolment, at)
        if lesson.answer_minutes is not None and not begins:
            raise AssessmentRefused(_("These questions are timed: begin first, and then answer them."))
        return _new_attempt(enrolment, lesson, language, at, answered_in=[edition for *_one, edition in made])
    found = attempts.get(pk=current)
    found.enrolment = enrolment
    return close(found, at) if _overdue(found, at) else _in_language(found, enrolment, language)


def _overdue(attempt: Attempt, at: datetime) -> bool:
    """Whether the time of an open attempt is over. Raises AssessmentRefused for whoever may not go on with it.

    Who began a timed attempt in time may use all of it, even past the last midnight of the group.
    """
    check = check_open if attempt.deadline_at is None else check_not_withdrawn
    check(attempt.enrolment, at)
    return is_overdue(attempt.deadline_at, at)


def _new_attempt(
    enrolment: Enrolment, lesson: Lesson, language: str, at: datetime, *, answered_in: Sequence[int | None]
) -> Attempt:
    allowed, submitted = allowed_in(enrolment, lesson.uid, answered_in), len(answered_in)
    if allowed is not None and submitted >= allowed:
        raise AssessmentRefused(_("You have used every attempt at this lesson's questions."))
    questions = questions_for(enrolment, lesson.uid, submitted + 1, language)
    if not questions:
        raise AssessmentRefused(_("This lesson has no questions."))
    minutes = lesson.answer_minutes
    return Attempt(
        enrolment=enrolment,
        lesson_uid=lesson.uid,
        number=submitted + 1,
        language=language,
        questions=questions,
        max_points=max_points_of(questions),
        started_at=at,
        deadline_at=None if minutes is None else deadline(at, minutes, extra_percent_of(enrolment)),
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
def submit_attempt(*, actor: User, attempt: Attempt, answers: dict[str, Any], at: datetime) -> Attempt:
    """Mark the answers and record the score; a second submission, even at the same instant, gets the first result."""
    attempt = _held_attempt(actor, attempt)
    if attempt.submitted_at is not None:
        return attempt
    return close(attempt, at) if _overdue(attempt, at) else send(attempt, answers, at)


def _held_attempt(actor: User, attempt: Attempt) -> Attempt:
    """The person's attempt, with its enrolment held. Raises Attempt.DoesNotExist."""
    mine = attempts_of(actor).select_related("enrolment").get(pk=attempt.pk)
    enrolment = held(Enrolment.objects.all(), mine.enrolment)
    attempt = attempts_of(actor).select_for_update(of=("self",)).get(pk=attempt.pk)
    attempt.enrolment = enrolment
    return attempt


@transaction.atomic
def close_overdue(*, attempt: Attempt, at: datetime) -> Attempt:
    """Send an attempt whose time is over, whoever notices it; any other stays as it is."""
    enrolment = held(Enrolment.objects.all(), attempt.enrolment)
    found = Attempt.objects.select_for_update(of=("self",)).get(pk=attempt.pk)
    found.enrolment = enrolment
    if found.submitted_at is not None or not is_overdue(found.deadline_at, at):
        return found
    check_not_withdrawn(enrolment, at)
    return close(found, at)


def close_all_overdue(*, at: datetime) -> int:
    """Send what nobody came back to send, for the clock; returns how many. Doing it twice changes nothing."""
    closed = 0
    for attempt in overdue_attempts(at)[:MOST_AT_ONCE]:
        try:
            closed += close_overdue(attempt=attempt, at=at).timed_out
        except (AssessmentRefused, StudyRefused):  # left the course this very moment: it is sent when they are back
            logger.info("attempt_not_closed", attempt=str(attempt.uid))
    return closed
