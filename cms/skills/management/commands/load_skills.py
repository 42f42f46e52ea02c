"""``manage.py load_skills``: load the competency frameworks; safe to repeat."""

from typing import Any

from django.core.management.base import BaseCommand

from cms.skills.operations import load_framework, rows_of


class Command(BaseCommand):
    help = "Load the competency frameworks (safe to repeat)."

    def handle(self, *args: Any, **options: Any) -> None:
        loaded = load_framework(rows_of())
        self.stdout.write(f"{loaded.versions} versions and {loaded.skills} skills added.")
