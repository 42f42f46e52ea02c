"""Work by the clock: once a day authors are told of new proposals."""

from celery import shared_task
from django.utils import timezone

from cms.proposals.operations import send_digests


@shared_task(name="cms.proposals.schedule.tell_authors")
def tell_authors_of_proposals() -> None:
    """One letter for each author with something new."""
    send_digests(at=timezone.now())
