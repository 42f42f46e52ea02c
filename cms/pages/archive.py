"""What was ever published stays: editions of it are studied, and certificates name it.

A course that is no longer offered is unpublished: it leaves the catalogue, while those who study it go on.
"""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from wagtail.models import Page


class PublishedStays(PermissionDenied):
    """Somebody tried to delete a course that was published, or what it stands under."""


def published_courses_in(pages: Any) -> QuerySet[Page]:
    """Courses at or below some pages that were ever published."""
    paths = [page.path for page in pages]
    found = [page.pk for path in paths for page in Page.objects.filter(path__startswith=path, coursepage__isnull=False,
                                                                       first_published_at__isnull=False)]  # fmt: skip
    courses: QuerySet[Page] = Page.objects.filter(pk__in=found).order_by("path")
    return courses


def why_it_stays(course: Page) -> str:
    return _(
        "“%(course)s” was published and is not deleted: people study it and their certificates name it. Unpublish it, "
        "and it leaves the catalogue while those who study it go on."
    ) % {"course": course.title}
