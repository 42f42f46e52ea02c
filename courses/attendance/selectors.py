"""Reading attendance."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum

from accounts.models import User
from courses.attendance.counting import Summary
from courses.attendance.models import Mark, Session
from courses.attendance.permissions import sessions_attended_by
from courses.cohorts.models import Cohort
from courses.study.models import Enrolment

State = Mark.State
NOTHING = Decimal(0)


def sessions_of(cohort: Cohort) -> QuerySet[Session]:
    """A cohort's sessions by date, with ``present`` and ``called`` (how many people were marked)."""
    present, called = Count("marks", filter=Q(marks__state=State.PRESENT)), Count("marks")
    return Session.objects.filter(cohort=cohort).annotate(present=present, called=called).order_by("day", "starts_at")


def people_at(session: Session) -> QuerySet[Enrolment]:
    """Who should be at a session, by surname: everybody who has not withdrawn."""
    people = Enrolment.objects.filter(cohort=session.cohort_id).exclude(status=Enrolment.Status.WITHDRAWN)
    return people.select_related("teacher").order_by(
        "teacher__paternal_surname", "teacher__maternal_surname", "teacher__given_names", "pk"
    )


def marks_at(session: Session) -> dict[int, Mark]:
    """Marks of a session by enrolment."""
    return {mark.enrolment_id: mark for mark in Mark.objects.filter(session=session)}


def attendance_of(enrolment: Enrolment) -> Summary:
    """How much of the hours marked so far somebody attended, against what their cohort asks for."""
    required = enrolment.cohort.attendance_percent if enrolment.cohort else 0
    row = _hours(Mark.objects.filter(enrolment=enrolment)).first()
    return _summary(row, required)


def short_of_attendance() -> QuerySet[Enrolment]:
    """Enrolments whose cohort needs attendance to certify and who attended less of the hours than it asks for.

    As in ``counting.Summary``: justified absences do not count, and nothing marked yet is no failure.
    """
    counted = Q(attendance__session__cancelled_at=None) & ~Q(attendance__state=State.JUSTIFIED)
    present = counted & Q(attendance__state=State.PRESENT)
    hours = Enrolment.objects.filter(cohort__needs_attendance=True).annotate(
        counted=Sum("attendance__session__hours", filter=counted),
        attended=100 * Sum("attendance__session__hours", filter=present),
    )  # no numbers as parameters: SQLite would compare sums with texts
    too_few = Q(attended=None) | Q(attended__lt=F("counted") * F("cohort__attendance_percent"))
    return hours.filter(too_few, counted__isnull=False)


def attendance_in(cohort: Cohort) -> dict[int, Summary]:
    """The same for everybody marked in a cohort, by enrolment, in one statement."""
    rows = _hours(Mark.objects.filter(session__cohort=cohort))
    return {row["enrolment_id"]: _summary(row, cohort.attendance_percent) for row in rows}


def _hours(marks: QuerySet[Mark]) -> "QuerySet[Mark, Any]":
    held = marks.filter(session__cancelled_at=None).exclude(state=State.JUSTIFIED)
    grouped = held.order_by("enrolment_id").values("enrolment_id")
    return grouped.annotate(
        counted=Sum("session__hours"), attended=Sum("session__hours", filter=Q(state=State.PRESENT))
    )


def _summary(row: Any, required: int) -> Summary:
    if row is None:
        return Summary(NOTHING, NOTHING, required)
    return Summary(row["attended"] or NOTHING, row["counted"] or NOTHING, required)


def own_sessions(enrolment: Enrolment) -> list[tuple[Session, Mark | None]]:
    """The sessions of somebody's cohort by date, each with their mark."""
    marks = {mark.session_id: mark for mark in Mark.objects.filter(enrolment=enrolment)}
    sessions = Session.objects.filter(cohort=enrolment.cohort_id).order_by("day", "starts_at")
    return [(session, marks.get(session.pk)) for session in sessions]


def next_sessions_for(user: User, on: date) -> QuerySet[Session]:
    """Sessions that somebody still has before them, the next first."""
    coming = sessions_attended_by(user).filter(day__gte=on, cancelled_at=None)
    return coming.select_related("cohort").order_by("day", "starts_at", "pk")
