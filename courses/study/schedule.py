"""What the clock does for those who wait."""

from celery import shared_task
from django.utils import timezone

from courses.cohorts.models import Cohort
from courses.study.operations import serve_waiting_list


@shared_task(name="courses.study.schedule.serve_waiting_lists")
def serve_waiting_lists() -> None:
    """Places that no event gave away, for example because enrolment opened again today."""
    now = timezone.now()
    today = timezone.localdate(now)
    waited_for = Cohort.objects.filter(waiting__ended_at=None, waiting__isnull=False).distinct()
    for cohort in waited_for.filter(opens_on__lte=today, closes_on__gte=today, closed_at=None):
        serve_waiting_list(cohort=cohort, at=now)
