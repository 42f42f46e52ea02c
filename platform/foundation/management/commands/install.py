"""``manage.py install``: bring an empty or older database to the state that serving needs; safe to repeat."""

from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, call_command


class Command(BaseCommand):
    help = "Migrate, then load what every installation starts from (settings.INSTALL_COMMANDS); safe to repeat."

    def handle(self, *args: Any, **options: Any) -> None:
        for name in settings.INSTALL_COMMANDS:
            self.stdout.write(f"{name} …")
            call_command(name, verbosity=0, stdout=self.stdout)
