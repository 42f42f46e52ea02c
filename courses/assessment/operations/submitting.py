"""Marking an attempt, once: when its teacher sends it, or when its time is over."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from cms.pages.html import words
from courses.assessment.models import Attempt
from courses.assessment.refusals import AssessmentRefused
from courses.assessment.results import result_of, too_short
from courses.assessment.selectors import answer_key
from courses.assessment.signals import attempt_submitted
from courses.assessment.timing import has_ended
from courses.study.operations import record_score

# What marking writes.
MARKED = ["answers", "versions", "result", "points", "submitted_at", "timed_out"]


def send(attempt: Attempt, answers: dict[str, Any], at: datetime) -> Attempt:
    """Mark the answers of an attempt whose enrolment is held. Who has no time left is not asked to write more."""
    if not has_ended(attempt.deadline_at, at):
        _check(attempt, answers)
    return _marked(attempt, answers, submitted_at=at, at=at)


def close(attempt: Attempt, at: datetime) -> Attempt:
    """The time of an attempt whose enrolment is held is over: what was saved by then is what is sent."""
    assert attempt.deadline_at is not None  # noqa: S101 (only a timed attempt is ever overdue)
    attempt.timed_out = True
    return _marked(attempt, attempt.answers, submitted_at=attempt.deadline_at, at=at)


def _check(attempt: Attempt, answers: dict[str, Any]) -> None:
    if not answers:
        raise AssessmentRefused(_("Answer at least one question before sending."))
    if short := too_short(attempt.questions, answers):
        raise AssessmentRefused(_too_short_words(*short[0]))


def _marked(attempt: Attempt, answers: dict[str, Any], *, submitted_at: datetime, at: datetime) -> Attempt:
    enrolment = attempt.enrolment
    keys, fallback = answer_key(enrolment.edition), enrolment.edition.source_language
    attempt.answers = answers
    attempt.result, attempt.points = result_of(
        attempt.questions, keys, answers, language=attempt.language, fallback=fallback
    )
    attempt.submitted_at = submitted_at
    is_new = attempt._state.adding
    attempt.save(update_fields=None if is_new else MARKED)
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
