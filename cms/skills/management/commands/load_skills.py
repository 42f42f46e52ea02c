"""``manage.py load_skills``: load the competency frameworks and scales; safe to repeat."""

from typing import Any

from django.core.management.base import BaseCommand

from cms.skills.operations import SCALES, load_framework, load_scales, rows_of


class Command(BaseCommand):
    help = "Load the competency frameworks (safe to repeat)."

    def handle(self, *args: Any, **options: Any) -> None:
        loaded = load_framework(rows_of())
        levels = load_scales(rows_of(SCALES))
        self.stdout.write(f"{loaded.versions} versions, {loaded.skills} skills and {levels} levels of results added.")
