"""``manage.py load_places``: municipalities, regions, organisations and example institutes."""

from typing import Any

from django.core.management.base import BaseCommand

from institutes.loading import load_places


class Command(BaseCommand):
    """Load or refresh the places; safe to repeat."""

    help = "Load municipalities, both regionalisations, partner organisations and the example institutes."

    def handle(self, *args: Any, **options: Any) -> None:
        counts = load_places()
        self.stdout.write(", ".join(f"{label}: {count}" for label, count in counts.items()))
