"""What other pages show of sessions: the group's navigation, a person, a course's summary, one's own place."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from courses.attendance.selectors import attendance_of, next_sessions_for, own_sessions
from courses.cohorts.permissions import Rights
from courses.study.models import Enrolment
from foundation.panels import Panel, Section, panel, section

SHOWN = 3


@section("group", order=30)
def attendance_section(rights: Rights) -> Section | None:
    if not rights.accompanies:
        return None
    return Section(_("Attendance"), reverse("sessions", args=[rights.cohort.organisation.code, rights.cohort.pk]))


@panel("person", order=30)
def of_a_person(rights: Rights, enrolment: Enrolment) -> Panel | None:
    """Somebody's attendance, for those who accompany them."""
    sessions = own_sessions(enrolment)
    if not sessions:
        return None
    context = {"sessions": sessions, "summary": attendance_of(enrolment), "cohort": enrolment.cohort}
    return Panel("courses/attendance/_own.html", context)


@panel("study", order=50)
def own(user: User, enrolment: Enrolment) -> Panel | None:
    """One's own sessions in a course, and what they add up to."""
    sessions = own_sessions(enrolment) if enrolment.cohort_id else []
    if not sessions:
        return None
    context = {"sessions": sessions, "summary": attendance_of(enrolment), "cohort": enrolment.cohort}
    return Panel("courses/attendance/_own.html", context)


@panel("my_place", order=30)
def coming(user: User) -> Panel | None:
    """The next sessions."""
    sessions = list(next_sessions_for(user, timezone.localdate())[:SHOWN])
    return Panel("courses/attendance/_coming.html", {"sessions": sessions}) if sessions else None
