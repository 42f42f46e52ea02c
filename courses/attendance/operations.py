"""Planning sessions, calling the roll, signing in."""

from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from accounts.models import User
from courses.attendance.models import Mark, Session
from courses.attendance.permissions import sessions_attended_by, sessions_run_by
from courses.attendance.selectors import marks_at, people_at
from courses.cohorts.models import Cohort
from courses.cohorts.permissions import cohorts_accompanied_by
from courses.study.permissions import enrolments_of

State = Mark.State


class AttendanceRefused(Exception):
    """A rule said no; the message is meant for the user."""


@transaction.atomic
def plan_session(
    *,
    actor: User | None,
    cohort: Cohort,
    topic: str,
    day: date,
    starts_at: time,
    ends_at: time,
    place: str,
    hours: Decimal,
    at: datetime,
) -> Session:
    """One more session of a cohort that the actor accompanies (None: the command line)."""
    if actor is not None:
        cohort = cohorts_accompanied_by(actor).get(pk=cohort.pk)
    Cohort.objects.select_for_update(no_key=True).get(pk=cohort.pk)  # two plans for the same hour wait for each other
    session = Session(
        cohort=cohort, topic=topic.strip(), day=day, starts_at=starts_at, ends_at=ends_at, place=place.strip(),
        hours=hours, created_at=at,
    )  # fmt: skip
    _check(session)
    session.save()
    log(instance=cohort, action="attendance.plan", user=actor, data={"session": session.pk, "day": day.isoformat()})
    return session


@transaction.atomic
def change_session(*, actor: User, session: Session, changes: Mapping[str, Any], at: datetime) -> Session:
    """Another day, place or number of hours; what was marked stays."""
    session = _held(actor, session)
    for name in ("topic", "day", "starts_at", "ends_at", "place", "hours"):
        setattr(session, name, changes.get(name, getattr(session, name)))
    _check(session)
    session.revision, session.changed_at = session.revision + 1, at
    session.save()
    log(instance=session.cohort, action="attendance.change", user=actor, data={"session": session.pk})
    return session


@transaction.atomic
def cancel_session(*, actor: User, session: Session, at: datetime) -> Session:
    """The session does not take place and counts for nothing. Calling it off twice changes nothing."""
    session = _held(actor, session)
    if session.cancelled_at is None:
        session.cancelled_at, session.revision = at, session.revision + 1
        session.save(update_fields=["cancelled_at", "revision"])
        log(instance=session.cohort, action="attendance.cancel", user=actor, data={"session": session.pk})
    return session


def _held(actor: User, session: Session) -> Session:
    rows = sessions_run_by(actor).select_for_update(of=("self",)).select_related("cohort")
    return rows.get(pk=session.pk)


def _check(session: Session) -> None:
    """Say kindly what the database would refuse."""
    if session.starts_at >= session.ends_at:
        raise AttendanceRefused(_("The session ends before it starts: correct one of the two hours."))
    if session.hours <= 0:
        raise AttendanceRefused(_("A session counts for half an hour at least."))
    try:
        session.validate_constraints()
    except ValidationError:
        raise AttendanceRefused(_("The group already has a session at this hour.")) from None


@transaction.atomic
def call_roll(*, actor: User, session: Session, states: Mapping[int, str], at: datetime) -> int:
    """Mark people of the cohort, by enrolment; returns how many marks are new or other. Corrections are logged each.

    Nobody marks themselves.
    """
    session = _held(actor, session)
    if session.cancelled_at is not None:
        raise AttendanceRefused(_("This session was called off: nobody can be marked."))
    if not session.has_begun(at):
        raise AttendanceRefused(_("This session has not begun: the roll is called while it lasts, or later."))
    allowed = {row.pk for row in people_at(session).exclude(teacher_id=actor.pk)}
    known = marks_at(session)
    wanted = {key: state for key, state in states.items() if key in allowed and state in State.values}
    changed = {key: state for key, state in wanted.items() if key not in known or known[key].state != state}
    marks = [
        Mark(session=session, enrolment_id=key, state=state, marked_by=actor, marked_at=at)
        for key, state in changed.items()
    ]
    Mark.objects.bulk_create(
        marks,
        update_conflicts=True,
        unique_fields=["session", "enrolment"],
        update_fields=["state", "marked_by", "marked_at"],
        batch_size=500,
    )
    _log_marks(actor, session, changed, known)
    return len(changed)


def _log_marks(actor: User, session: Session, changed: Mapping[int, str], known: Mapping[int, Mark]) -> None:
    corrections = [
        {"enrolment": key, "from": known[key].state, "to": state} for key, state in changed.items() if key in known
    ]
    new = len(changed) - len(corrections)
    if new:
        marked = {"session": session.pk, "marked": new}
        log(instance=session.cohort, action="attendance.mark", user=actor, data=marked)
    if corrections:
        corrected = {"session": session.pk, "corrections": corrections}
        log(instance=session.cohort, action="attendance.correct", user=actor, data=corrected)


@transaction.atomic
def sign_in(*, teacher: User, session: Session, at: datetime) -> Mark:
    """The teacher is there and says so by the session's code, while it lasts. What was marked before stays."""
    session = sessions_attended_by(teacher).select_for_update(of=("self",)).get(pk=session.pk)
    enrolment = enrolments_of(teacher).exclude(status="withdrawn").get(cohort=session.cohort_id)
    if mark := Mark.objects.filter(session=session, enrolment=enrolment).first():
        return mark
    if not session.is_on(at):
        raise AttendanceRefused(_("One signs in while the session lasts. Ask your facilitator to mark you."))
    mark = Mark.objects.create(session=session, enrolment=enrolment, state=State.PRESENT, marked_at=at)
    log(instance=session.cohort, action="attendance.sign_in", user=teacher, data={"session": session.pk})
    return mark
