"""Reminders go by the clock."""

from celery import shared_task
from django.utils import timezone

from courses.guidance.operations import remind


@shared_task(name="courses.guidance.schedule.remind_people")
def remind_people() -> None:
    """Whatever is due by now."""
    remind(at=timezone.now())
