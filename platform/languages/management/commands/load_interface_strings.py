"""Know the platform's own words, from its Spanish catalogue, so that they can be translated in the site."""

from typing import Any

from django.core.management.base import BaseCommand

from languages.loading import load_interface_strings


class Command(BaseCommand):
    help = "Read the texts of the platform from its Spanish catalogue; repeat it after each update."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{load_interface_strings()} texts")
