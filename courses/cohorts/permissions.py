"""Rights are querysets: cohorts one manages, cohorts one may look into."""

from functools import cached_property

from django.db.models import Q, QuerySet

from accounts.models import User
from courses.cohorts.models import Cohort
from institutes.models import Membership
from institutes.permissions import administers_for_the_state, institutes_administered_by, organisations_where

Role = Membership.Role


def cohorts_managed_by(user: User) -> QuerySet[Cohort]:
    return Cohort.objects.filter(organisation__in=institutes_administered_by(user))


def cohorts_facilitated_by(user: User) -> QuerySet[Cohort]:
    """Cohorts that the person accompanies, while being a facilitator of their institute."""
    return Cohort.objects.filter(facilitators=user.pk, organisation__in=organisations_where(user, Role.FACILITATOR))


def cohorts_accompanied_by(user: User) -> QuerySet[Cohort]:
    """Cohorts whose people the person may write to, call the roll of and extend dates for."""
    own = cohorts_facilitated_by(user).values("pk")
    return Cohort.objects.filter(Q(organisation__in=institutes_administered_by(user)) | Q(pk__in=own))


def cohorts_seen_by(user: User) -> QuerySet[Cohort]:
    """All of an institute for administrators and certifiers, one's own for facilitators, all for SEJ administrators."""
    if administers_for_the_state(user):
        return Cohort.objects.all()
    institutes = organisations_where(user, Role.INSTITUTE_ADMIN, Role.CERTIFIER)
    own = cohorts_facilitated_by(user).values("pk")
    return Cohort.objects.filter(Q(organisation__in=institutes) | Q(pk__in=own))


class Rights:
    """What one person may do with one cohort; each answer is read when first asked for."""

    def __init__(self, user: User, cohort: Cohort) -> None:
        self.user, self.cohort = user, cohort

    @cached_property
    def manages(self) -> bool:
        return cohorts_managed_by(self.user).filter(pk=self.cohort.pk).exists()

    @cached_property
    def accompanies(self) -> bool:
        return self.manages or cohorts_facilitated_by(self.user).filter(pk=self.cohort.pk).exists()
