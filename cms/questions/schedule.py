"""Work that the clock drives."""

from celery import shared_task
from django.utils import timezone

from cms.questions.operations import discard_forgotten


@shared_task(name="cms.questions.schedule.forget_uploads")
def forget_uploads() -> None:
    """Delete the files of questions that nobody decided on for a week."""
    discard_forgotten(at=timezone.now())
