"""Handing evidence in, and reviewing it."""

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
from courses.assessment.models import Evidence
from courses.assessment.permissions import evidence_reviewable_by
from courses.assessment.refusals import AssessmentRefused
from courses.assessment.selectors import LONG_TEXTS, evidence_tasks_in
from courses.editions.models import Lesson
from courses.study.models import Enrolment
from courses.study.operations import record_evidence
from courses.study.permissions import enrolments_of
from foundation.uploads import DetectedType, UploadRefused, check_upload, clean_image, detect

MAX_EVIDENCE_BYTES = 10 * 1024 * 1024


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
