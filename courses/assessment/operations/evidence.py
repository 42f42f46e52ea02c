"""Handing evidence in, and reviewing it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from accounts.models import User
from courses.assessment.models import Evidence
from courses.assessment.opening import check_open, held
from courses.assessment.operations.pieces import About, already_stored, checked, keep
from courses.assessment.permissions import evidence_reviewable_by
from courses.assessment.refusals import AssessmentRefused
from courses.assessment.selectors import evidence_tasks_in
from courses.assessment.signals import evidence_submitted
from courses.editions.models import Lesson
from courses.study.models import Enrolment
from courses.study.operations import record_acceptance, record_evidence
from courses.study.permissions import enrolments_of

NOTHING_SAID = About()


@transaction.atomic
def submit_evidence(
    *,
    actor: User,
    enrolment: Enrolment,
    block_uid: UUID,
    text: str | None,
    upload: "UploadedFile[bytes] | None",
    about: About = NOTHING_SAID,
    at: datetime,
) -> Evidence:
    """Hand in a text, a file or both, until it is accepted; ``text`` None leaves the text as it is.

    A file is one more piece, of which ``about`` says whom it shows and who may open it. It is checked and cleaned
    before anything is stored; the same upload sent again changes nothing.
    """
    enrolment = held(enrolments_of(actor), enrolment)
    check_open(enrolment, at)
    lesson, task = _task(enrolment, block_uid)
    evidence = Evidence.objects.filter(enrolment=enrolment, block_uid=block_uid).first()
    evidence = evidence or Evidence(enrolment=enrolment, block_uid=block_uid, lesson_uid=lesson.uid)
    if upload is not None and already_stored(evidence, about):
        return evidence
    if evidence.status == Evidence.Status.ACCEPTED:
        raise AssessmentRefused(_("This evidence was accepted and can no longer be replaced."))
    content = None if upload is None else checked(upload, about, task)
    if text is not None:
        evidence.text = text.strip() if "text" in task["accepts"] else ""
    if not evidence.text and content is None and not _has_pieces(evidence):
        raise AssessmentRefused(_("Write something or attach a file."))
    evidence.status, evidence.submitted_at, evidence.edition = Evidence.Status.SUBMITTED, at, None
    evidence.save()
    if upload is not None and content is not None:
        keep(evidence, content, str(upload.name or ""), about, at)
    record_evidence(enrolment=enrolment, lesson_uid=lesson.uid, block_uid=block_uid, at=at)
    evidence_submitted.send(sender=Evidence, evidence=evidence)
    return evidence


def _has_pieces(evidence: Evidence) -> bool:
    return evidence.pk is not None and evidence.pieces.filter(gone_at=None).exists()


def _task(enrolment: Enrolment, block_uid: UUID) -> tuple[Lesson, dict[str, Any]]:
    language = enrolment.edition.source_language
    for lesson in Lesson.objects.filter(edition=enrolment.edition, language=language).defer("content"):
        if str(block_uid) in lesson.evidence:
            tasks = evidence_tasks_in(enrolment.edition, lesson.uid, language)
            return lesson, next(task for task in tasks if task["uid"] == str(block_uid))
    raise AssessmentRefused(_("This course has no such task."))


@transaction.atomic
def review_evidence(*, actor: User, evidence: Evidence, accept: bool, remark: str, at: datetime) -> Evidence:
    """Accept, or return with a remark that says what is missing. What was accepted stays accepted."""
    enrolment = held(Enrolment.objects.all(), evidence.enrolment)
    evidence = evidence_reviewable_by(actor).select_for_update(of=("self",)).get(pk=evidence.pk)
    evidence.enrolment = enrolment
    if evidence.status == Evidence.Status.ACCEPTED:
        raise AssessmentRefused(_("This evidence was already accepted."))
    if not accept and not remark.strip():
        raise AssessmentRefused(_("Say in the remark what is missing."))
    evidence.status = Evidence.Status.ACCEPTED if accept else Evidence.Status.RETURNED
    evidence.remark, evidence.reviewed_by, evidence.reviewed_at = remark.strip(), actor, at
    evidence.save(update_fields=["status", "remark", "reviewed_by", "reviewed_at"])
    log(instance=evidence, action="evidence.accept" if accept else "evidence.return", user=actor)
    if accept:
        record_acceptance(
            enrolment=enrolment,
            lesson_uid=evidence.lesson_uid,
            block_uid=evidence.block_uid,
            edition_id=evidence.edition_id,
            at=at,
        )
    return evidence
