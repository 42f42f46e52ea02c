"""Rights over enrolments: one's own, and those one answers for."""

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from accounts.models import User
from courses.cohorts.permissions import cohorts_accompanied_by, cohorts_facilitated_by
from courses.editions.models import Course
from courses.study.models import Enrolment, SetAsideEvent
from institutes.models import Membership
from institutes.permissions import administers_for_the_state, organisations_where

Role = Membership.Role


def enrolments_of(user: User, among: QuerySet[Enrolment] | None = None) -> QuerySet[Enrolment]:
    """The person's own, withdrawn ones too; ``among`` narrows what is looked at and says what is read with it."""
    return (Enrolment.objects.all() if among is None else among).filter(teacher=user.pk)


def courses_readable_by(user: Any) -> QuerySet[Course]:
    """Courses whose editions the visitor may read: those in the catalogue, and any that they study or studied."""
    published = Course.objects.filter(latest__isnull=False)
    own = Enrolment.objects.filter(teacher=user.pk) if user.is_authenticated else Enrolment.objects.none()
    return published.filter(Q(is_listed=True) | Q(pk__in=own.values("course")))


def enrolments_overseen_by(user: User) -> QuerySet[Enrolment]:
    """For administrators and certifiers those of their institute, for facilitators those of their cohorts.

    SEJ administrators oversee all; evaluators none, since they work with results that name nobody.
    """
    if administers_for_the_state(user):
        return Enrolment.objects.all()
    institutes = organisations_where(user, Role.INSTITUTE_ADMIN, Role.CERTIFIER)
    cohorts = cohorts_facilitated_by(user).values("pk")
    return Enrolment.objects.filter(Q(institute__in=institutes) | Q(cohort__in=cohorts))


def enrolments_accompanied_by(user: User) -> QuerySet[Enrolment]:
    """People of the cohorts that one facilitates or administers, never oneself."""
    cohorts = cohorts_accompanied_by(user).order_by().values("pk")
    return Enrolment.objects.filter(cohort__in=cohorts).exclude(teacher_id=user.pk)


def enrolments_extendable_by(user: User) -> QuerySet[Enrolment]:
    """Those to whom one may give more time."""
    return enrolments_accompanied_by(user)


def enrolments_workable_by(user: User, on: date) -> QuerySet[Enrolment]:
    """One's own in which one may answer and hand in on a day: not withdrawn, begun, the last day not passed.

    Without a cohort there is neither first nor last day; in a cohort the last is the cohort's, or one's own when that
    was extended.
    """
    not_over = Q(cohort__ends_on__gte=on) | Q(extensions__until__gte=on)
    in_time = Q(cohort=None) | (Q(cohort__starts_on__lte=on) & not_over)
    return enrolments_of(user).exclude(status=Enrolment.Status.WITHDRAWN).filter(in_time).distinct()


def set_aside_overseen_by(user: User) -> QuerySet[SetAsideEvent]:
    """Everybody's, for those who run the platform for the state; nobody's else."""
    return SetAsideEvent.objects.all() if administers_for_the_state(user) else SetAsideEvent.objects.none()


def set_aside_for(enrolment: Enrolment) -> QuerySet[SetAsideEvent]:
    """What devices of its teacher sent for one enrolment, for whoever accompanies it."""
    own = SetAsideEvent.objects.filter(user=enrolment.teacher_id, settled_at=None)
    return own.filter(event__enrolment=str(enrolment.uid)).order_by("-received_at", "-pk")
