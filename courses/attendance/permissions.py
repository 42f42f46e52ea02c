"""Rights over sessions: those who accompany a cohort plan them and call the roll; its people sign in."""

from django.db.models import QuerySet

from accounts.models import User
from courses.attendance.models import Session
from courses.cohorts.permissions import cohorts_accompanied_by
from courses.study.models import Enrolment
from courses.study.permissions import enrolments_of


def sessions_run_by(user: User) -> QuerySet[Session]:
    return Session.objects.filter(cohort__in=cohorts_accompanied_by(user).order_by().values("pk"))


def sessions_attended_by(user: User) -> QuerySet[Session]:
    """Sessions of the cohorts in which the person studies."""
    studying = enrolments_of(user).exclude(status=Enrolment.Status.WITHDRAWN).values("cohort")
    return Session.objects.filter(cohort__in=studying)
