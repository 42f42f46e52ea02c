"""When a role begins or ends, or somebody signs in, or an institute gets its place, the groups follow.

And what was published stays, whoever deletes it from wherever.
"""

from functools import partial
from typing import Any

from django.contrib.auth.signals import user_logged_in
from django.db import transaction
from django.db.models.signals import post_delete, post_save, pre_delete
from django.dispatch import receiver
from wagtail.signals import page_unpublished

from cms.pages.archive import PublishedStays, why_it_stays
from cms.pages.models import CoursePage, InstitutePage
from cms.pages.operations import sync_institute, sync_person
from cms.pages.publishing import source_page
from cms.pages.signals import course_unpublished, pages_went_live
from cms.pages.tasks import index_pages
from institutes.models import Membership


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


@receiver(page_unpublished, sender=CoursePage)
def follow_unpublishing(instance: CoursePage, **_kwargs: Any) -> None:
    if source_page(instance).pk == instance.pk:  # a translation withdrawn leaves the course itself on offer
        course_unpublished.send(sender=CoursePage, page=instance)


@receiver(pre_delete, sender=CoursePage)
def keep_what_was_published(instance: CoursePage, **_kwargs: Any) -> None:
    """Behind the kind refusals of the admin's pages: its API, and whatever deletes what a course stands under."""
    if instance.first_published_at is not None:
        raise PublishedStays(why_it_stays(instance))


@receiver(pages_went_live)
def follow_publication(pks: list[int], **_kwargs: Any) -> None:
    transaction.on_commit(partial(index_pages.delay, pks))
