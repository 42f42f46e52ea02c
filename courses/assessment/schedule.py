"""What the clock sends: timed attempts that nobody came back to."""

from celery import shared_task
from django.utils import timezone

from courses.assessment.operations import close_all_overdue


@shared_task(name="courses.assessment.schedule.close_overdue_attempts")
def close_overdue_attempts() -> None:
    """Send every attempt whose time is over."""
    close_all_overdue(at=timezone.now())
