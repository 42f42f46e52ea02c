"""Work by the clock: who has not answered is reminded, in the morning of working days."""

from celery import shared_task
from django.utils import timezone

from cms.review.operations import remind_of_reviews


@shared_task(name="cms.review.schedule.remind_reviewers")
def remind_reviewers() -> None:
    """Send today's reminders; running twice sends none twice."""
    remind_of_reviews(today=timezone.localdate())
