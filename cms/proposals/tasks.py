"""Letters, written by the worker: a mail server that is down holds nobody up."""

from celery import shared_task

from accounts.models import User
from cms.proposals.mail import tell_author, tell_authors


@shared_task(autoretry_for=(OSError,), retry_backoff=True, max_retries=5)
def send_decision(proposal_id: int) -> None:
    """To whoever proposed."""
    tell_author(proposal_id)


@shared_task(autoretry_for=(OSError,), retry_backoff=True, max_retries=5)
def send_digest(person_id: int, waiting: dict[str, int]) -> None:
    """To an author."""
    tell_authors(User.objects.get(pk=person_id), waiting)
