"""Whose results: one's own, whatever role anybody holds."""

from django.db.models import QuerySet

from accounts.models import User
from courses.recommending.models import EvaluationResult


def results_of(user: User) -> QuerySet[EvaluationResult]:
    """The person's results, the latest first."""
    return EvaluationResult.objects.filter(teacher_id=user.pk).order_by("-obtained_on", "-pk")
