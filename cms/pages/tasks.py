"""What may follow a publication: Wagtail's own indexes, for search and for where a file is used."""

from celery import shared_task
from django.db import transaction
from modelsearch import index
from wagtail.models import Page, ReferenceIndex


@shared_task(autoretry_for=(OSError,), retry_backoff=True, max_retries=5)
def index_pages(page_ids: list[int]) -> None:
    """Bring both indexes in step with the pages as they are now; safe to repeat."""
    for page in Page.objects.filter(pk__in=page_ids).specific().iterator():
        index.insert_or_update_object(page)
        with transaction.atomic():
            ReferenceIndex.create_or_update_for_object(page)
