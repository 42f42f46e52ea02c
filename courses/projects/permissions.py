"""Whose advisers they are: the teacher's. Whoever reviews a milestone reads what was said of it."""

from django.db.models import QuerySet

from accounts.models import User
from courses.projects.models import Adviser
from courses.study.permissions import enrolments_of


def advisers_of(user: User) -> QuerySet[Adviser]:
    """Those whom the person named and who still advise."""
    return Adviser.objects.filter(gone_at=None, enrolment__in=enrolments_of(user).order_by().values("pk"))
