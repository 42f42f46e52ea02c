"""Marking submitted attempts again once a key was corrected: what they gain is recorded beside them."""

from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from accounts.models import User
from cms.pages.models import CoursePage
from cms.pages.permissions import course_pages_editable_by, course_pages_publishable_by
from courses.assessment.mail import regrading_letter
from courses.assessment.models import Attempt, Regrading
from courses.assessment.opening import held
from courses.assessment.refusals import AssessmentRefused
from courses.assessment.selectors import (
    marked_again,
    preview_key,
    previewed,
    regradable_attempts,
    with_counted,
)
from courses.assessment.signals import attempt_regraded
from courses.editions.models import Edition
from courses.editions.selectors import edition_of
from courses.study.models import Enrolment
from courses.study.operations import raise_grade, record_score
from foundation.jobs import job, start_job, track
from foundation.models import Job
from letters.models import Letter
from letters.operations import post_letters

KIND = "attempts.regrade"
PREVIEW = "attempts.preview"
EVERY = 100


@transaction.atomic
def start_regrading(*, actor: User, page: CoursePage, edition: Edition, reason: str) -> Job:
    """Mark again, with the key of an edition, what was answered before it. Raises CoursePage.DoesNotExist.

    Asking twice at once starts it once; asking later again marks what came since.
    """
    page = course_pages_publishable_by(actor).get(pk=page.pk, translation_key=edition.course_id)
    if not reason.strip():
        raise AssessmentRefused(_("Say what was wrong: whoever gains by it reads it."))
    number = regradable_attempts(edition, actor).count()
    if not number:
        raise AssessmentRefused(_("Nobody answered before this edition with another key."))
    log(instance=page, action="attempt.regrade", user=actor, data={"edition": edition.number, "reason": reason.strip()})
    running = Job.objects.filter(kind=KIND, status__in=[Job.Status.QUEUED, Job.Status.RUNNING])
    if under_way := running.filter(arguments__edition_id=edition.pk).first():
        return under_way
    return start_job(
        KIND,
        title=_("Regrading “%(course)s”") % {"course": edition.title},
        owner=actor,
        total=number,
        edition_id=edition.pk,
        reason=reason.strip(),
        page_id=page.pk,
    )


@job(KIND)
def regrade_job(job: Job, *, edition_id: int, reason: str, page_id: int) -> str:
    """Mark every attempt again. What is recorded already gains nothing a second time, so it may begin anew."""
    edition = edition_of(edition_id)
    assert job.owner is not None  # noqa: S101 (whoever starts it owns it)
    keys = list(regradable_attempts(edition, job.owner).values_list("pk", flat=True))
    for attempt in _in_batches(track(job, keys, every=EVERY)):
        if (found := marked_again(attempt, edition)) and found.points > attempt.counted:
            regrade_attempt(actor=job.owner, attempt=attempt, edition=edition, reason=reason, at=timezone.now())
    return reverse("course_regrading", args=[page_id])


@transaction.atomic
def start_preview(*, actor: User, page: CoursePage, edition: Edition) -> Job:
    """Count what marking again would do, where that takes long; the same count is made once.

    Raises CoursePage.DoesNotExist.
    """
    page = course_pages_editable_by(actor).get(pk=page.pk, translation_key=edition.course_id)
    return start_job(
        PREVIEW,
        title=_("What regrading “%(course)s” would change") % {"course": edition.title},
        owner=actor,
        key=preview_key(edition, actor),
        total=regradable_attempts(edition, actor).count(),
        edition_id=edition.pk,
        page_id=page.pk,
    )


@job(PREVIEW)
def preview_job(job: Job, *, edition_id: int, page_id: int) -> str:
    """Writes nothing but its own result, so it may begin anew."""
    edition = edition_of(edition_id)
    assert job.owner is not None  # noqa: S101 (whoever starts it owns it)
    keys = list(regradable_attempts(edition, job.owner).values_list("pk", flat=True))
    job.result = asdict(previewed(_in_batches(track(job, keys, every=EVERY)), edition))
    job.save(update_fields=["result"])
    return reverse("course_regrading", args=[page_id])


def _in_batches(keys: Iterator[int]) -> Iterator[Attempt]:
    batch: list[int] = []
    for key in keys:
        batch.append(key)
        if len(batch) == EVERY:
            yield from _read(batch)
            batch = []
    yield from _read(batch)


def _read(keys: list[int]) -> Iterator[Attempt]:
    found = with_counted(Attempt.objects.filter(pk__in=keys)).select_related("enrolment").order_by("pk")
    yield from found.prefetch_related("regradings")


@transaction.atomic
def regrade_attempt(*, actor: User, attempt: Attempt, edition: Edition, reason: str, at: datetime) -> Regrading | None:
    """Record what one attempt gains by the key of an edition; None when it gains nothing."""
    enrolment = held(Enrolment.objects.all(), attempt.enrolment)
    attempt = with_counted(Attempt.objects.select_for_update(of=("self",))).get(pk=attempt.pk)
    attempt.enrolment = enrolment
    found = marked_again(attempt, edition)
    if found is None or found.points <= attempt.counted or enrolment.status == Enrolment.Status.WITHDRAWN:
        return None
    regrading = Regrading.objects.create(
        attempt=attempt, edition=edition, points_before=attempt.counted, points_after=found.points,
        result=found.result, reason=reason, regraded_by=actor, regraded_at=at,
    )  # fmt: skip
    record_score(
        enrolment=enrolment,
        lesson_uid=attempt.lesson_uid,
        points=found.points,
        max_points=attempt.max_points,
        attempt_uid=attempt.uid,
        regraded_by_key_of=edition.number,
        edition_id=attempt.edition_id,
        at=at,
    )
    attempt_regraded.send(sender=Attempt, regrading=regrading, at=at)
    raise_grade(enrolment=enrolment, at=at)
    post_letters([regrading_letter(regrading)], kind=Letter.Kind.DECISION, at=at)
    return regrading
