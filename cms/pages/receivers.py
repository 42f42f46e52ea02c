"""When a role begins or ends, or somebody signs in, or an institute gets its place, the groups follow."""

from functools import partial
from typing import Any

from django.contrib.auth.signals import user_logged_in
from django.core.cache import cache
from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from cms.pages.blocks.base import ORGANISATION_CHOICES
from cms.pages.models import InstitutePage
from cms.pages.operations import sync_institute, sync_person
from cms.pages.signals import pages_went_live
from cms.pages.tasks import index_pages
from institutes.models import Membership, Organisation


@receiver(post_save, sender=Membership)
@receiver(post_delete, sender=Membership)
def follow_membership(instance: Membership, raw: bool = False, **_kwargs: Any) -> None:
    if not raw:
        sync_person(instance.user)


@receiver(user_logged_in)
def follow_sign_in(user: Any, **_kwargs: Any) -> None:
    sync_person(user)


@receiver(post_save, sender=InstitutePage)
def follow_institute(instance: InstitutePage, raw: bool = False, **_kwargs: Any) -> None:
    if not raw:
        sync_institute(instance.organisation)


@receiver(post_save, sender=Organisation)
@receiver(post_delete, sender=Organisation)
def forget_organisation_choices(**_kwargs: Any) -> None:
    cache.delete(ORGANISATION_CHOICES)


@receiver(pages_went_live)
def follow_publication(pks: list[int], **_kwargs: Any) -> None:
    transaction.on_commit(partial(index_pages.delay, pks))
