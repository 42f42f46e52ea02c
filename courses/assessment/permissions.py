"""Who may see and do what with attempts and evidence. Nobody reviews their own work."""

from typing import Any

from django.db.models import Q, QuerySet

from accounts.models import User
from courses.assessment.models import Attempt, Evidence, Piece
from courses.cohorts.permissions import cohorts_facilitated_by, cohorts_managed_by
from courses.study.models import Enrolment
from courses.study.permissions import enrolments_of, enrolments_overseen_by
from institutes.models import Membership
from institutes.permissions import institutes_administered_by, organisations_where

Access, Role = Piece.Access, Membership.Role


def attempts_of(user: User) -> QuerySet[Attempt]:
    """The person's own attempts; nobody else opens them."""
    return Attempt.objects.filter(enrolment__in=enrolments_of(user))


def enrolments_with_extra_time_by(user: User) -> QuerySet[Enrolment]:
    """People to whom one may give more time in timed lessons: those of the groups that one manages, never oneself."""
    managed = cohorts_managed_by(user).order_by().values("pk")
    return Enrolment.objects.filter(cohort__in=managed).exclude(teacher_id=user.pk)


def evidence_of(user: User) -> QuerySet[Evidence]:
    """What the person handed in."""
    return Evidence.objects.filter(enrolment__in=enrolments_of(user))


def evidence_reviewable_by(user: User) -> QuerySet[Evidence]:
    """Evidence of the teachers whom the person facilitates or whose institute they work for, never their own."""
    overseen = enrolments_overseen_by(user).exclude(teacher_id=user.pk)
    return Evidence.objects.filter(enrolment__in=overseen.order_by().values("pk"))


def pieces_of(user: User) -> QuerySet[Piece]:
    """What the person handed in and that is still there."""
    return Piece.objects.filter(gone_at=None, evidence__in=evidence_of(user).order_by().values("pk"))


def pieces_readable_by(user: Any) -> QuerySet[Piece]:
    """The pieces that somebody may open, at every door: docs/evidence.md says whom each access level lets in.

    Nothing else opens a community's pieces: no role of the state, no administrator, no operator.
    """
    there = Piece.objects.filter(gone_at=None)
    public = Q(access=Access.PUBLIC, evidence__status=Evidence.Status.ACCEPTED)
    if not user.is_authenticated:
        return there.filter(public)
    own = Q(evidence__enrolment__teacher=user.pk)
    reviewed = ~Q(access=Access.COMMUNITY) & Q(evidence__in=evidence_reviewable_by(user).order_by().values("pk"))
    near = Q(access=Access.COMMUNITY, evidence__enrolment__in=_enrolments_near(user).order_by().values("pk"))
    return there.filter(public | own | reviewed | near)


def pieces_near(user: User) -> QuerySet[Piece]:
    """What teachers near the person keep for their community."""
    near = _enrolments_near(user).order_by().values("pk")
    return Piece.objects.filter(gone_at=None, access=Access.COMMUNITY, evidence__enrolment__in=near)


def _enrolments_near(user: User) -> QuerySet[Enrolment]:
    """Teachers of whose community the person is.

    Those of the cohorts that the person facilitates, those of an institute whose trainer the person is, and, where
    there is no cohort and so no facilitator, those of an institute that the person administers.
    """
    trained = organisations_where(user, Role.AUTHOR).values("pk")
    administered = institutes_administered_by(user).values("pk")
    facilitated = cohorts_facilitated_by(user).order_by().values("pk")
    near = Q(cohort__in=facilitated) | Q(institute__in=trained) | Q(cohort=None, institute__in=administered)
    return Enrolment.objects.filter(near).exclude(teacher_id=user.pk)
