"""What the clock does for those who wait, and for records that could not be applied at once."""

from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from accounts.models import User
from courses.cohorts.models import Cohort
from courses.study.models import SetAsideEvent
from courses.study.operations import serve_waiting_list
from courses.study.receiving import CURABLE, apply_set_aside

TRIED_FOR = timedelta(days=90)


@shared_task(name="courses.study.schedule.serve_waiting_lists")
def serve_waiting_lists() -> None:
    """Places that no event gave away, for example because enrolment opened again today."""
    now = timezone.now()
    today = timezone.localdate(now)
    waited_for = Cohort.objects.filter(waiting__ended_at=None, waiting__isnull=False).distinct()
    for cohort in waited_for.filter(opens_on__lte=today, closes_on__gte=today, closed_at=None):
        serve_waiting_list(cohort=cohort, at=now)


@shared_task(name="courses.study.schedule.apply_events_set_aside")
def apply_events_set_aside() -> None:
    """Whoever came back to a course, or got the edition that a record belongs to, need not ask."""
    now = timezone.now()
    fresh = SetAsideEvent.objects.filter(settled_at=None, reason__in=CURABLE, received_at__gt=now - TRIED_FOR)
    for person in User.objects.filter(pk__in=fresh.values("user")):
        apply_set_aside(actor=person, at=now)
