"""Answering, being marked, handing evidence in and reviewing it."""

from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID, uuid4

from django.core.files.base import File
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from accounts.models import User
from cms.pages.html import words
from cms.pages.kinds import max_points_of
from courses.assessment.models import Attempt, Evidence
from courses.assessment.permissions import attempts_of, evidence_reviewable_by
from courses.assessment.results import result_of, too_short
from courses.assessment.selectors import answer_key, evidence_tasks_in, questions_for
from courses.editions.models import Lesson
from courses.study.models import Enrolment
from courses.study.operations import record_evidence, record_score
from courses.study.permissions import enrolments_of
from foundation.uploads import DetectedType, UploadRefused, check_upload, clean_image, detect

MAX_EVIDENCE_BYTES = 10 * 1024 * 1024
# What answering never reads of an edition, and long.
LONG_TEXTS = ("edition__source_text", "edition__search_text")


class AssessmentRefused(Exception):
    """A rule said no; the message is meant for the user."""


@transaction.atomic
def open_attempt(
    *, enrolment: Enrolment, lesson: Lesson, language: str, at: datetime, number: int | None = None
) -> Attempt:
    """The attempt to answer: the open one, else the given number when that is submitted already, else a new one.

    Pages send the number they were drawn with, so that a form sent twice never uses up a second attempt.
    """
    rows = Enrolment.objects.select_for_update(of=("self",)).select_related("edition").defer(*LONG_TEXTS)
    enrolment = rows.get(pk=enrolment.pk)
    if enrolment.status == Enrolment.Status.WITHDRAWN:
        raise AssessmentRefused(_("You withdrew from this course. Enrol again to answer."))
    made = list(Attempt.objects.filter(enrolment=enrolment, lesson_uid=lesson.uid).order_by("number"))
    sent = next((attempt for attempt in made if attempt.submitted_at and attempt.number == number), None)
    current = next((attempt for attempt in made if attempt.submitted_at is None), None)
    if sent is not None:
        return sent
    if current is not None:
        return _in_language(current, enrolment, language)
    return _new_attempt(enrolment, lesson, language, at, submitted=len(made))


def _new_attempt(enrolment: Enrolment, lesson: Lesson, language: str, at: datetime, *, submitted: int) -> Attempt:
    allowed = enrolment.edition.attempts_allowed
    if allowed is not None and submitted >= allowed:
        raise AssessmentRefused(_("You have used every attempt at this lesson's questions."))
    questions = questions_for(enrolment, lesson.uid, submitted + 1, language)
    if not questions:
        raise AssessmentRefused(_("This lesson has no questions."))
    return Attempt.objects.create(
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
    locked = attempts_of(actor).select_for_update(of=("self",)).select_related("enrolment__edition")
    attempt = locked.defer(*(f"enrolment__{name}" for name in LONG_TEXTS)).get(pk=attempt.pk)
    if attempt.submitted_at is not None:
        return attempt
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
    attempt.save(update_fields=["answers", "result", "points", "submitted_at"])
    record_score(
        enrolment=enrolment,
        lesson_uid=attempt.lesson_uid,
        points=attempt.points,
        max_points=attempt.max_points,
        attempt_uid=attempt.uid,
        at=at,
    )
    return attempt


def _too_short_words(question: dict[str, Any], number: int) -> str:
    asked = {"question": words(question["prompt"])[:80], "number": number, "least": question["min_words"]}
    return _("“%(question)s”: you wrote %(number)d words and at least %(least)d are asked. Nothing was lost.") % asked


@transaction.atomic
def submit_evidence(
    *, actor: User, enrolment: Enrolment, block_uid: UUID, text: str, upload: "UploadedFile[bytes] | None", at: datetime
) -> Evidence:
    """Hand in, or replace until it is accepted. The file is checked and cleaned before anything is stored."""
    own = enrolments_of(actor).select_for_update(of=("self",)).select_related("edition").defer(*LONG_TEXTS)
    enrolment = own.get(pk=enrolment.pk)
    if enrolment.status == Enrolment.Status.WITHDRAWN:
        raise AssessmentRefused(_("You withdrew from this course. Enrol again to hand in evidence."))
    lesson, task = _task(enrolment, block_uid)
    evidence = Evidence.objects.filter(enrolment=enrolment, block_uid=block_uid).first()
    evidence = evidence or Evidence(enrolment=enrolment, block_uid=block_uid, lesson_uid=lesson.uid)
    if evidence.status == Evidence.Status.ACCEPTED:
        raise AssessmentRefused(_("This evidence was accepted and can no longer be replaced."))
    evidence.text = text.strip() if "text" in task["accepts"] else ""
    if not evidence.text and not evidence.file and upload is None:
        raise AssessmentRefused(_("Write something or attach a file."))
    _attach(evidence, upload, task["accepts"])
    evidence.status, evidence.submitted_at = Evidence.Status.SUBMITTED, at
    evidence.save()
    record_evidence(enrolment=enrolment, lesson_uid=lesson.uid, block_uid=block_uid, at=at)
    return evidence


def _task(enrolment: Enrolment, block_uid: UUID) -> tuple[Lesson, dict[str, Any]]:
    language = enrolment.edition.source_language
    for lesson in Lesson.objects.filter(edition=enrolment.edition, language=language).defer("content"):
        if str(block_uid) in lesson.evidence:
            tasks = evidence_tasks_in(enrolment.edition, lesson.uid, language)
            return lesson, next(task for task in tasks if task["uid"] == str(block_uid))
    raise AssessmentRefused(_("This course has no such task."))


def _attach(evidence: Evidence, upload: "UploadedFile[bytes] | None", accepts: list[str]) -> None:
    """Put the checked file in the place of the former one, which is deleted once the transaction holds."""
    if upload is None:
        return
    content, detected = _checked(upload, accepts)
    former = evidence.file.name if evidence.file else ""
    evidence.file.save(f"{uuid4().hex}.{detected.extension}", content, save=False)
    evidence.file_name = str(upload.name or "")[:200]
    evidence.media_type, evidence.size = detected.media_type, evidence.file.size
    if former:
        transaction.on_commit(partial(evidence.file.storage.delete, former))


def _checked(upload: "UploadedFile[bytes]", accepts: list[str]) -> "tuple[File[bytes], DetectedType]":
    """What may be stored: of the kinds that the task accepts, small enough, an image without its metadata."""
    kinds = tuple(kind for kind in accepts if kind != "text")
    if not kinds:
        raise AssessmentRefused(_("This task takes a text, not a file."))
    try:
        detected = check_upload(upload, kinds=kinds, max_bytes=MAX_EVIDENCE_BYTES)
        if detected.kind != "image":
            return upload, detected
        cleaned = clean_image(upload)
        return cleaned, detect(cleaned.read(16)) or detected
    except UploadRefused as refusal:
        raise AssessmentRefused(str(refusal)) from None


@transaction.atomic
def review_evidence(*, actor: User, evidence: Evidence, accept: bool, remark: str, at: datetime) -> Evidence:
    """Accept, or return with a remark that says what is missing. What was accepted stays accepted."""
    evidence = evidence_reviewable_by(actor).select_for_update(of=("self",)).get(pk=evidence.pk)
    if evidence.status == Evidence.Status.ACCEPTED:
        raise AssessmentRefused(_("This evidence was already accepted."))
    if not accept and not remark.strip():
        raise AssessmentRefused(_("Say in the remark what is missing."))
    evidence.status = Evidence.Status.ACCEPTED if accept else Evidence.Status.RETURNED
    evidence.remark, evidence.reviewed_by, evidence.reviewed_at = remark.strip(), actor, at
    evidence.save(update_fields=["status", "remark", "reviewed_by", "reviewed_at"])
    log(instance=evidence, action="evidence.accept" if accept else "evidence.return", user=actor)
    return evidence
