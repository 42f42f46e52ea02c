"""Work by the clock: who translates and reviews is told in the morning of working days what is new at the desk."""

from celery import shared_task
from django.utils import timezone

from cms.desk.telling import tell_what_waits


@shared_task(name="cms.desk.schedule.tell_translators")
def tell_translators() -> None:
    """Post this morning's letters."""
    tell_what_waits(at=timezone.now())
