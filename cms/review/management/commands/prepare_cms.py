"""``manage.py prepare_cms``: front page, a place for every institute, review workflow and groups; safe to repeat."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from cms.pages.operations import (
    ensure_home,
    ensure_institute_page,
    ensure_public_collection,
    sync_editor_groups,
)
from cms.review.operations import ensure_workflow, open_missing_rounds
from institutes.models import Organisation


class Command(BaseCommand):
    help = "Prepare the CMS: front page, institutes, workflow and groups (safe to repeat)."

    def handle(self, *args: Any, **options: Any) -> None:
        ensure_home()
        ensure_public_collection()
        for institute in Organisation.objects.filter(kind=Organisation.Kind.INSTITUTE):
            ensure_institute_page(institute)
        ensure_workflow()
        sync_editor_groups()
        open_missing_rounds(at=timezone.now())
