"""Work that the clock drives."""

from datetime import datetime

from celery import shared_task
from django.utils import timezone

from certification.credentials.operations import start_issuing
from certification.credentials.selectors import actas_not_issued, unrendered
from certification.credentials.tasks import render_credential
from foundation.jobs import LOST_AFTER

AT_ONCE = 200


def _issue_forgotten(horizon: datetime) -> None:
    """The news of a signed acta may die with its process; the acta itself does not."""
    for acta in actas_not_issued().filter(signed_at__lt=horizon):
        start_issuing(acta)


@shared_task(name="certification.credentials.schedule.sweep_unrendered")
def sweep_unrendered() -> int:
    """Start the issuing that was never started and queue again the drawings that got lost; says how many drawings."""
    horizon = timezone.now() - LOST_AFTER
    _issue_forgotten(horizon)
    found = list(unrendered().filter(issued_at__lt=horizon).values_list("pk", flat=True)[:AT_ONCE])
    for credential_id in found:
        render_credential.delay(credential_id)
    return len(found)
