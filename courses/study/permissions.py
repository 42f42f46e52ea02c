"""Rights over enrolments: one's own, and those one answers for."""

from django.db.models import Q, QuerySet

from accounts.models import User
from courses.cohorts.permissions import cohorts_facilitated_by
from courses.study.models import Enrolment
from institutes.models import Membership
from institutes.permissions import administers_for_the_state, organisations_where

Role = Membership.Role


def enrolments_of(user: User) -> QuerySet[Enrolment]:
    """The person's own, withdrawn ones too."""
    return Enrolment.objects.filter(teacher=user.pk)


def enrolments_overseen_by(user: User) -> QuerySet[Enrolment]:
    """For administrators and certifiers those of their institute, for facilitators those of their cohorts.

    SEJ administrators oversee all; evaluators none, since they work with results that name nobody.
    """
    if administers_for_the_state(user):
        return Enrolment.objects.all()
    institutes = organisations_where(user, Role.INSTITUTE_ADMIN, Role.CERTIFIER)
    cohorts = cohorts_facilitated_by(user).values("pk")
    return Enrolment.objects.filter(Q(institute__in=institutes) | Q(cohort__in=cohorts))
