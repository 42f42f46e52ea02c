"""Indexing after a publication, apart from it."""

from uuid import UUID

from celery import shared_task

from courses.finding.indexing import index_course


@shared_task(autoretry_for=(OSError,), retry_backoff=True, max_retries=5)
def index_published(course_uid: str) -> None:
    """Safe to repeat: what is indexed already stays."""
    index_course(uid=UUID(course_uid))
