"""Who may see and do what with attempts and evidence. Nobody reviews their own work."""

from django.db.models import Q, QuerySet

from accounts.models import User
from courses.assessment.models import Attempt, Evidence
from courses.study.permissions import enrolments_of, enrolments_overseen_by


def attempts_of(user: User) -> QuerySet[Attempt]:
    """The person's own attempts; nobody else opens them."""
    return Attempt.objects.filter(enrolment__in=enrolments_of(user))


def evidence_of(user: User) -> QuerySet[Evidence]:
    """What the person handed in."""
    return Evidence.objects.filter(enrolment__in=enrolments_of(user))


def evidence_reviewable_by(user: User) -> QuerySet[Evidence]:
    """Evidence of the teachers whom the person facilitates or whose institute they work for, never their own."""
    overseen = enrolments_overseen_by(user).exclude(teacher_id=user.pk)
    return Evidence.objects.filter(enrolment__in=overseen.order_by().values("pk"))


def evidence_readable_by(user: User) -> QuerySet[Evidence]:
    """Evidence whose file the person may open: their own and what they review."""
    own = Q(enrolment__teacher_id=user.pk)
    return Evidence.objects.filter(own | Q(pk__in=evidence_reviewable_by(user).order_by().values("pk")))
