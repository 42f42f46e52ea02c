"""When a partner's invitation ends, so does the way into the institute's files."""

from typing import Any

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from cms.review.models import CoursePartner
from cms.tenancy.operations import follow_partner


@receiver([post_save, post_delete], sender=CoursePartner)
def follow_invitation(instance: CoursePartner, raw: bool = False, **_kwargs: Any) -> None:
    if not raw:
        follow_partner(instance)
