"""A session's roll as a table, out and in; the whole cohort's attendance out."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from courses.attendance.models import Mark, Session
from courses.attendance.selectors import attendance_in, marks_at, people_at
from courses.cohorts.models import Cohort
from courses.study.models import Enrolment
from foundation.tables import Row, RowProblem, plain

EMAIL, STATE = "email", "state"


def roll_header() -> list[str]:
    return [_("First surname"), _("Second surname"), _("Given names"), _("E-mail address"), _("State")]


def roll_rows(session: Session) -> Iterator[list[Any]]:
    """Everybody who should be there, with what was marked; a table to fill in where nothing was."""
    marks = marks_at(session)
    for row in people_at(session).iterator(chunk_size=500):
        person, mark = row.teacher, marks.get(row.pk)
        state = mark.get_state_display() if mark else ""
        yield [person.paternal_surname, person.maternal_surname, person.given_names, person.email, state]


def columns() -> dict[str, str]:
    """What a roll that is read must have."""
    return {EMAIL: _("E-mail address"), STATE: _("State")}


def states_in(session: Session, rows: list[Row]) -> tuple[dict[int, str], list[RowProblem]]:
    """What the rows say, by enrolment, and the rows that say nothing we understand. Empty states are passed over."""
    people = {row.teacher.email.lower(): row.pk for row in people_at(session)}
    words = {plain(str(word)): state for state in Mark.State for word in (state.label, state.value)}
    states: dict[int, str] = {}
    problems = []
    for row in rows:
        if not row.cells[STATE]:
            continue
        person, state = people.get(row.cells[EMAIL].lower()), words.get(plain(row.cells[STATE]))
        if reason := _reason(row, person, state, states):
            problems.append(RowProblem(row.number, reason))
        elif person is not None and state is not None:
            states[person] = state
    return states, problems


def _reason(row: Row, person: int | None, state: str | None, states: dict[int, str]) -> str:
    if person is None:
        return _("Nobody in this group has the address “%(email)s”.") % {"email": row.cells[EMAIL]}
    if state is None:
        allowed = ", ".join(str(label) for label in Mark.State.labels)
        return _("“%(state)s” is no state. Write one of these: %(allowed)s.") % {
            "state": row.cells[STATE],
            "allowed": allowed,
        }
    return _("This person stands in the table twice.") if person in states else ""


def cohort_header(sessions: list[Session]) -> list[str]:
    return [*roll_header()[:4], *(f"{session.day.isoformat()} {session.topic}" for session in sessions), "%"]


def cohort_rows(cohort: Cohort, sessions: list[Session]) -> Iterator[list[Any]]:
    """One row for each person: their mark at each session, and their percentage."""
    marks = Mark.objects.filter(session__in=sessions).values_list("enrolment_id", "session_id", "state")
    labels = {str(state): str(state.label) for state in Mark.State}
    known = {(enrolment, session): labels[state] for enrolment, session, state in marks}
    summaries = attendance_in(cohort)
    people = Enrolment.objects.filter(cohort=cohort).exclude(status=Enrolment.Status.WITHDRAWN)
    for row in people.select_related("teacher").order_by("teacher__paternal_surname", "pk"):
        person, summary = row.teacher, summaries.get(row.pk)
        names = [person.paternal_surname, person.maternal_surname, person.given_names, person.email]
        yield [*names, *(known.get((row.pk, one.pk), "") for one in sessions), summary.percent if summary else None]
