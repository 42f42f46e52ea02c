"""Enrolling, withdrawing, and recording what happened."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4, uuid5

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from accounts.models import User
from courses.cohorts.models import Cohort, InvitationLink
from courses.cohorts.permissions import cohorts_managed_by
from courses.editions.models import Edition
from courses.study import folding, joining
from courses.study.batches import MOST_EVENTS
from courses.study.carried import state_of
from courses.study.completion import ACCEPTED
from courses.study.events import SERVER, EventOutcome, NewEvent, Stored
from courses.study.mail import extension_letter
from courses.study.models import Admission, Enrolment, Extension, Progress, WaitingPlace
from courses.study.permissions import enrolments_extendable_by, enrolments_of
from courses.study.recording import locked, store
from courses.study.refusals import StudyRefused
from courses.study.selectors import free_places, last_day_of, waiting_in
from letters.models import Letter
from letters.operations import post_letters


def enrol(
    *,
    teacher: User,
    edition: Edition,
    cohort: Cohort | None = None,
    link: InvitationLink | None = None,
    rule: str = ACCEPTED,
    at: datetime,
) -> Enrolment:
    """Enrol in a cohort (with its edition) or on one's own; a cohort that is not public takes a link in force.

    ``rule`` is the version of the rule by which it completes: an earlier one for what began before the present one.
    Whoever withdrew and comes back to the same edition goes on where they were, attempts used included.
    """
    try:
        return _enrol(teacher, edition, cohort, link, rule=rule, at=at)
    except IntegrityError as error:  # somebody enrolled the same person at the same instant
        if not enrolments_of(teacher).exclude(status=Enrolment.Status.WITHDRAWN).filter(course=edition.course_id):
            raise
        raise StudyRefused(_("You are already enrolled in this course.")) from error


@transaction.atomic
def _enrol(
    teacher: User, edition: Edition, cohort: Cohort | None, link: InvitationLink | None, *, rule: str, at: datetime
) -> Enrolment:
    if cohort is not None:
        cohort = joining.held(cohort)
        if cohort.edition.course_id != edition.course_id:
            raise StudyRefused(_("This cohort belongs to another course."))
        edition = cohort.edition
    _check_not_enrolled(teacher, edition)
    if cohort is None:
        _check_offered(teacher, edition)
    else:
        link = joining.held_link(link)
        joining.check_may_join(teacher, cohort, link, at)
        joining.check_place(cohort)
        joining.use_link(link, cohort)
    return joining.place(teacher, edition, cohort, at, by=teacher, rule=rule)


def _check_not_enrolled(teacher: User, edition: Edition) -> None:
    here = enrolments_of(teacher).filter(course=edition.course_id)
    if here.exclude(status=Enrolment.Status.WITHDRAWN).exists():
        raise StudyRefused(_("You are already enrolled in this course."))


def _check_offered(teacher: User, edition: Edition) -> None:
    """A course taken out of the catalogue takes nobody new; whoever studied it may come back."""
    if not edition.course.is_listed and not enrolments_of(teacher).filter(course=edition.course_id).exists():
        raise StudyRefused(_("This course is no longer offered: it takes nobody new."))


@transaction.atomic
def join_waiting_list(
    *, teacher: User, cohort: Cohort, link: InvitationLink | None = None, at: datetime
) -> WaitingPlace:
    """Stand in line for a full cohort. Whoever stands there already keeps their place."""
    cohort = joining.held(cohort)
    if waiting := waiting_in(cohort).filter(teacher=teacher).first():
        return waiting
    _check_not_enrolled(teacher, cohort.edition)
    link = joining.held_link(link)
    joining.check_may_join(teacher, cohort, link, at)
    free = free_places(cohort)
    if free is None or free > waiting_in(cohort).count():
        raise StudyRefused(_("There are places left: you can enrol right now."))
    joining.use_link(link, cohort)
    waiting = WaitingPlace.objects.create(teacher=teacher, cohort=cohort, joined_at=at)
    log(instance=cohort, action="study.wait", user=teacher)
    return waiting


@transaction.atomic
def leave_waiting_list(*, actor: User, cohort: Cohort, at: datetime) -> None:
    """Wait no longer; leaving twice changes nothing."""
    waiting = WaitingPlace.objects.filter(teacher=actor, cohort=cohort, ended_at=None)
    if waiting.update(ended_at=at, outcome=WaitingPlace.Outcome.LEFT):
        log(instance=cohort, action="study.stop_waiting", user=actor)


@transaction.atomic
def withdraw(*, actor: User, enrolment: Enrolment, at: datetime) -> Enrolment:
    """Leave a course that is not completed; what was done stays for a return. Raises Enrolment.DoesNotExist.

    The place goes to whoever waits for it.
    """
    enrolment = enrolments_of(actor).get(pk=enrolment.pk)
    cohort = joining.held(enrolment.cohort) if enrolment.cohort else None
    enrolment = enrolments_of(actor).select_for_update(of=("self",)).get(pk=enrolment.pk)
    if enrolment.status == Enrolment.Status.COMPLETED:
        raise StudyRefused(_("A completed course cannot be left: it stays in your record."))
    if enrolment.status == Enrolment.Status.ACTIVE:
        enrolment.status, enrolment.withdrawn_at = Enrolment.Status.WITHDRAWN, at
        enrolment.save(update_fields=["status", "withdrawn_at"])
        log(instance=enrolment, action="study.withdraw", user=actor)
        if cohort is not None:
            joining.promote_waiting(cohort, at)
    return enrolment


@transaction.atomic
def serve_waiting_list(*, cohort: Cohort, at: datetime) -> int:
    """Give what places are free to those who wait, for the clock; returns how many got one."""
    return len(joining.promote_waiting(joining.held(cohort), at))


@transaction.atomic
def admit(*, actor: User, cohort: Cohort, teacher: User, reason: str, at: datetime) -> Admission:
    """Let somebody join without the courses that the cohort asks for. Raises Cohort.DoesNotExist."""
    cohort = cohorts_managed_by(actor).select_for_update(of=("self",)).get(pk=cohort.pk)
    if not reason.strip():
        raise StudyRefused(_("Say why this person may join without those courses."))
    admission, made = Admission.objects.get_or_create(
        cohort=cohort, teacher=teacher, defaults={"reason": reason.strip(), "granted_by": actor, "granted_at": at}
    )
    if made:
        log(instance=cohort, action="study.admit", user=actor, data={"teacher": teacher.pk, "reason": reason.strip()})
    return admission


@transaction.atomic
def extend(*, actor: User, enrolment: Enrolment, until: date, reason: str, at: datetime) -> Extension:
    """Give one person of a cohort more time, whatever they did so far. Raises Enrolment.DoesNotExist."""
    rows = enrolments_extendable_by(actor).select_for_update(of=("self",)).select_related("cohort", "edition")
    enrolment = rows.defer("edition__source_text", "edition__search_text").get(pk=enrolment.pk)
    last = last_day_of(enrolment)
    if not reason.strip():
        raise StudyRefused(_("Say why this person gets more time."))
    if enrolment.status != Enrolment.Status.ACTIVE:
        raise StudyRefused(_("Only somebody who is still studying can get more time."))
    if (last is not None and until <= last) or until < timezone.localdate(at):
        raise StudyRefused(_("The new last day must come after the present one, and not lie in the past."))
    extension = Extension.objects.create(
        enrolment=enrolment, until=until, reason=reason.strip(), granted_by=actor, granted_at=at
    )
    data = {"until": until.isoformat(), "reason": extension.reason}
    log(instance=enrolment, action="study.extend", user=actor, data=data)
    post_letters([extension_letter(extension)], kind=Letter.Kind.DECISION, at=at)
    return extension


def require_open(*, enrolment: Enrolment, at: datetime) -> None:
    """Raise StudyRefused before the cohort's first day, and once its (or the person's own) last day has passed.

    For operations that take answers and evidence; reading stays free for ever.
    """
    today, cohort = timezone.localdate(at), enrolment.cohort
    if cohort is not None and today < cohort.starts_on:
        day = date_format(cohort.starts_on)
        raise StudyRefused(
            _("Your group begins on %(day)s: until then you can read, and answer from then on.") % {"day": day}
        )
    if cohort is None or today <= cohort.ends_on:
        return
    last = last_day_of(enrolment)
    if last is not None and today > last:
        day = date_format(last)
        raise StudyRefused(
            _("Your group ended on %(day)s. Ask your facilitator for more time: nothing you did is lost.")
            % {"day": day}
        )


@transaction.atomic
def record_events(*, enrolment: Enrolment, events: Sequence[NewEvent], received_at: datetime) -> list[EventOutcome]:
    """Store what a device sends, each event once, in any order and as often as it likes.

    One outcome for each, in the order sent; a refused event stops none of the others.
    """
    if len(events) > MOST_EVENTS:
        raise StudyRefused(_("Send at most %(most)d events at once.") % {"most": MOST_EVENTS})
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
        _record(enrolment, folding.OPENED, lesson_uid, at, name=f"opened {uuid4()}")


@transaction.atomic
def record_lesson_finished(*, enrolment: Enrolment, lesson_uid: UUID, at: datetime) -> None:
    """The person says that the lesson is done; saying it twice changes nothing."""
    _record(enrolment, folding.FINISHED, lesson_uid, at, name=f"finished {lesson_uid}")


@transaction.atomic
def record_score(
    *,
    enrolment: Enrolment,
    lesson_uid: UUID,
    points: Decimal,
    max_points: Decimal,
    attempt_uid: UUID,
    mark_uid: UUID | None = None,
    regraded_by_key_of: int | None = None,
    edition_id: int | None = None,
    at: datetime,
) -> None:
    """An attempt was marked: once at once, once more by each person's mark that completes or changes it, and by the
    corrected key of a later edition. ``edition_id`` is the edition it answered, where that is studied no longer.
    """
    payload: dict[str, Any] = {"points": str(points), "max_points": str(max_points), "attempt": str(attempt_uid)}
    name = f"scored {mark_uid or attempt_uid}"
    if mark_uid is not None:
        payload["mark"] = str(mark_uid)
    if regraded_by_key_of is not None:
        payload["regraded_by_key_of"] = regraded_by_key_of
        name = f"{name} by the key of {regraded_by_key_of}"
    _record(enrolment, folding.SCORED, lesson_uid, at, name=name, payload=payload, edition_id=edition_id)


@transaction.atomic
def raise_grade(*, enrolment: Enrolment, at: datetime) -> bool:
    """Give a completed course the better grade that its events now make; whether there was one. It never falls.

    What was certified by then stays as it was certified.
    """
    row = locked(enrolment)
    if row.status != Enrolment.Status.COMPLETED or (row.progress.grade or 0) <= (row.grade or 0):
        return False
    before, row.grade = row.grade, row.progress.grade
    row.save(update_fields=["grade"])
    log(instance=row, action="study.raise_grade", data={"before": str(before), "grade": str(row.grade)})
    enrolment.grade = row.grade
    return True


@transaction.atomic
def record_evidence(*, enrolment: Enrolment, lesson_uid: UUID, block_uid: UUID, at: datetime) -> None:
    """Evidence was handed in; handing in again for the same task changes nothing here."""
    payload = {"block": str(block_uid)}
    _record(enrolment, folding.EVIDENCE, lesson_uid, at, name=f"evidence {block_uid}", payload=payload)


@transaction.atomic
def record_acceptance(
    *, enrolment: Enrolment, lesson_uid: UUID, block_uid: UUID, edition_id: int | None = None, at: datetime
) -> None:
    """Whoever marks accepted the evidence of a task; ``edition_id`` as in ``record_score``."""
    payload, name = {"block": str(block_uid)}, f"accepted {block_uid}"
    kind = folding.EVIDENCE_ACCEPTED
    _record(enrolment, kind, lesson_uid, at, name=name, payload=payload, edition_id=edition_id)


def _record(
    enrolment: Enrolment,
    kind: str,
    lesson_uid: UUID,
    at: datetime,
    *,
    name: str,
    payload: Mapping[str, Any] | None = None,
    edition_id: int | None = None,
) -> None:
    """One event of the server's own making, the same thing once in each edition that one moved to.

    The caller's enrolment learns what came of it.
    """
    row = locked(enrolment)
    row.progress.server_counter += 1
    event_id = uuid5(row.uid, f"{name} since {row.edition_since.isoformat()}" if row.edition_since else name)
    event = NewEvent(event_id, SERVER, row.progress.server_counter, kind, lesson_uid, at, payload or {}, edition_id)
    [outcome] = store(row, [event], at)
    if outcome.reason == "withdrawn":
        raise StudyRefused(_("You withdrew from this course. Enrol again to go on."))
    if outcome.status is Stored.REFUSED:
        raise StudyRefused(_("This lesson is not part of the course."))
    enrolment.status, enrolment.grade, enrolment.completed_at = row.status, row.grade, row.completed_at
    enrolment.rule_version = row.rule_version


def refold(enrolment: Enrolment) -> folding.State:
    """The state folded anew from every stored event; always what ``Progress.state`` holds."""
    return state_of(enrolment, enrolment.events.all())
