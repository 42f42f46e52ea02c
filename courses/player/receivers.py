"""News of one room that another should hear of."""

from typing import Any

from django.db.models.signals import post_save
from django.dispatch import receiver

from cms.proposals.operations import record_inclusion
from courses.editions.models import Edition


@receiver(post_save, sender=Edition)
def tell_proposals(instance: Edition, created: bool = False, raw: bool = False, **_news: Any) -> None:
    """A new edition includes what its authors worked in from the proposal box."""
    if created and not raw:
        record_inclusion(course_uid=instance.course_id, edition=instance.number, at=instance.published_at)
