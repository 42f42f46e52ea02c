"""Exports of one's own data expire by the clock."""

from celery import shared_task
from django.utils import timezone

from accounts.exporting import forget_expired


@shared_task(name="accounts.schedule.forget_exports")
def forget_exports() -> None:
    """Whatever expired by now."""
    forget_expired(at=timezone.now())
