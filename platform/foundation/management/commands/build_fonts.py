"""``manage.py build_fonts``: cut the reading typeface for the web; without the font package pages use system fonts."""

from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandParser

from foundation import fonts


class Command(BaseCommand):
    help = "Cut Andika into small web fonts (needs the system package fonts-sil-andika; without it nothing happens)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--again", action="store_true", help="cut them even if they are there already")

    def handle(self, *args: Any, **options: Any) -> None:
        folder = settings.BUILT_STATIC_DIR / "fonts"
        if (folder / "fonts.css").exists() and not options["again"]:
            return
        for name, size in fonts.build(folder).items():
            self.stdout.write(f"{name} {size / 1024:.1f} kB")
