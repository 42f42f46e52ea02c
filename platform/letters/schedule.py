"""The post goes every minute."""

from celery import shared_task
from django.utils import timezone

from letters.operations import send_due_letters


@shared_task(name="letters.schedule.send_letters")
def send_letters() -> None:
    """Send what is due."""
    send_due_letters(at=timezone.now())
