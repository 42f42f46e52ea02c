"""Enrolling, withdrawing, and recording what happened."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4, uuid5

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from accounts.models import User
from courses.cohorts.models import Cohort
from courses.editions.models import Edition
from courses.editions.selectors import lesson_facts
from courses.study import folding
from courses.study.events import SERVER, EventOutcome, NewEvent, Stored, fold_rows
from courses.study.models import Enrolment, Progress
from courses.study.permissions import enrolments_of
from courses.study.recording import locked, store

MOST_EVENTS_AT_ONCE = 500


class StudyRefused(Exception):
    """A rule said no; the message is meant for the user."""


def enrol(*, teacher: User, edition: Edition, cohort: Cohort | None = None, at: datetime) -> Enrolment:
    """Enrol in a cohort (with its edition) or on one's own.

    Whoever withdrew and comes back to the same edition goes on where they were, attempts used included.
    """
    try:
        return _enrol(teacher, edition, cohort, at)
    except IntegrityError as error:  # somebody enrolled the same person at the same instant
        if not enrolments_of(teacher).exclude(status=Enrolment.Status.WITHDRAWN).filter(course=edition.course_id):
            raise
        raise StudyRefused(_("You are already enrolled in this course.")) from error


@transaction.atomic
def _enrol(teacher: User, edition: Edition, cohort: Cohort | None, at: datetime) -> Enrolment:
    if cohort is not None:
        cohort = Cohort.objects.select_for_update(of=("self",)).select_related("edition").get(pk=cohort.pk)
        if cohort.edition.course_id != edition.course_id:
            raise StudyRefused(_("This cohort belongs to another course."))
        edition = cohort.edition
    former = enrolments_of(teacher).filter(course=edition.course_id)
    if former.exclude(status=Enrolment.Status.WITHDRAWN).exists():
        raise StudyRefused(_("You are already enrolled in this course."))
    if cohort is None and not edition.course.is_listed and not former.exists():
        raise StudyRefused(_("This course is no longer offered: it takes nobody new."))
    _check_cohort(cohort, at)
    institute_id = cohort.organisation_id if cohort else edition.course.organisation_id
    enrolment = former.filter(edition=edition).order_by("-pk").first()
    action = "study.return" if enrolment else "study.enrol"
    if enrolment is None:
        enrolment = _new(teacher, edition, at, cohort=cohort, institute_id=institute_id)
    else:
        enrolment.status, enrolment.withdrawn_at = Enrolment.Status.ACTIVE, None
        enrolment.cohort, enrolment.institute_id = cohort, institute_id
        enrolment.save(update_fields=["status", "withdrawn_at", "cohort", "institute"])
    log(instance=enrolment, action=action, user=teacher, data={"cohort": cohort.pk if cohort else None})
    return enrolment


def _new(teacher: User, edition: Edition, at: datetime, **where: Any) -> Enrolment:
    enrolment = Enrolment.objects.create(
        teacher=teacher, course_id=edition.course_id, edition=edition, enrolled_at=at, **where
    )
    Progress.objects.create(enrolment=enrolment, lessons_total=len(lesson_facts(edition)), updated_at=at)
    return enrolment


def _check_cohort(cohort: Cohort | None, at: datetime) -> None:
    if cohort is None:
        return
    if not cohort.is_open(timezone.localdate(at)):
        raise StudyRefused(_("Enrolment in this cohort is closed."))
    if cohort.capacity is not None:
        taken = Enrolment.objects.filter(cohort=cohort).exclude(status=Enrolment.Status.WITHDRAWN).count()
        if taken >= cohort.capacity:
            raise StudyRefused(_("This cohort is full."))


@transaction.atomic
def withdraw(*, actor: User, enrolment: Enrolment, at: datetime) -> Enrolment:
    """Leave a course that is not completed; what was done stays for a return. Raises Enrolment.DoesNotExist."""
    enrolment = enrolments_of(actor).select_for_update(of=("self",)).get(pk=enrolment.pk)
    if enrolment.status == Enrolment.Status.COMPLETED:
        raise StudyRefused(_("A completed course cannot be left: it stays in your record."))
    if enrolment.status == Enrolment.Status.ACTIVE:
        enrolment.status, enrolment.withdrawn_at = Enrolment.Status.WITHDRAWN, at
        enrolment.save(update_fields=["status", "withdrawn_at"])
        log(instance=enrolment, action="study.withdraw", user=actor)
    return enrolment


@transaction.atomic
def record_events(*, enrolment: Enrolment, events: Sequence[NewEvent], received_at: datetime) -> list[EventOutcome]:
    """Store what a device sends, each event once, in any order and as often as it likes.

    One outcome for each, in the order sent; a refused event stops none of the others.
    """
    if len(events) > MOST_EVENTS_AT_ONCE:
        raise StudyRefused(_("Send at most %(most)d events at once.") % {"most": MOST_EVENTS_AT_ONCE})
    allowed = [event for event in events if _may_come_from_a_device(event)]
    stored = iter(store(locked(enrolment), allowed, received_at)) if allowed else iter(())
    return [
        next(stored)
        if _may_come_from_a_device(event)
        else EventOutcome(event.id, Stored.REFUSED, "only_the_server_says_so")
        for event in events
    ]


def _may_come_from_a_device(event: NewEvent) -> bool:
    return event.kind in folding.FROM_DEVICES and event.device != SERVER


@transaction.atomic
def record_lesson_opened(*, enrolment: Enrolment, lesson_uid: UUID, at: datetime) -> None:
    """Remember where the person reads. Reading on in the same lesson writes nothing."""
    if not Progress.objects.filter(pk=enrolment.pk, last_lesson_uid=lesson_uid).exists():
        _record(enrolment, folding.OPENED, lesson_uid, at, event_id=uuid4())


@transaction.atomic
def record_lesson_finished(*, enrolment: Enrolment, lesson_uid: UUID, at: datetime) -> None:
    """The person says that the lesson is done; saying it twice changes nothing."""
    _record(enrolment, folding.FINISHED, lesson_uid, at, event_id=uuid5(enrolment.uid, f"finished {lesson_uid}"))


@transaction.atomic
def record_score(
    *, enrolment: Enrolment, lesson_uid: UUID, points: Decimal, max_points: Decimal, attempt_uid: UUID, at: datetime
) -> None:
    """An attempt was marked; each attempt counts once."""
    payload = {"points": str(points), "max_points": str(max_points), "attempt": str(attempt_uid)}
    event_id = uuid5(enrolment.uid, f"scored {attempt_uid}")
    _record(enrolment, folding.SCORED, lesson_uid, at, event_id=event_id, payload=payload)


@transaction.atomic
def record_evidence(*, enrolment: Enrolment, lesson_uid: UUID, block_uid: UUID, at: datetime) -> None:
    """Evidence was handed in; handing in again for the same task changes nothing here."""
    event_id = uuid5(enrolment.uid, f"evidence {block_uid}")
    _record(enrolment, folding.EVIDENCE, lesson_uid, at, event_id=event_id, payload={"block": str(block_uid)})


def _record(
    enrolment: Enrolment,
    kind: str,
    lesson_uid: UUID,
    at: datetime,
    *,
    event_id: UUID,
    payload: Mapping[str, Any] | None = None,
) -> None:
    """One event of the server's own making; the caller's enrolment learns what came of it."""
    row = locked(enrolment)
    row.progress.server_counter += 1
    event = NewEvent(event_id, SERVER, row.progress.server_counter, kind, lesson_uid, at, payload or {})
    [outcome] = store(row, [event], at)
    if outcome.reason == "withdrawn":
        raise StudyRefused(_("You withdrew from this course. Enrol again to go on."))
    if outcome.status is Stored.REFUSED:
        raise StudyRefused(_("This lesson is not part of the course."))
    enrolment.status, enrolment.grade, enrolment.completed_at = row.status, row.grade, row.completed_at
    enrolment.rule_version = row.rule_version


def refold(enrolment: Enrolment) -> folding.State:
    """The state folded anew from every stored event; always what ``Progress.state`` holds."""
    return fold_rows(enrolment.events.all())
