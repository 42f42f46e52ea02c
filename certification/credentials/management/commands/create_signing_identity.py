"""Give an institute the key with which it signs certificates."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from certification.credentials.identities import install_identity, self_signed_for
from certification.credentials.signing import InvalidIdentity, KeyPair
from institutes.models import Organisation


class Command(BaseCommand):
    help = "Makes a self-signed certificate for an institute, or installs one issued elsewhere; retires the former one."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("code", help="code of the institute, for example IES-05")
        parser.add_argument("--certificate", help="PEM file with an X.509 certificate issued by an authority")
        parser.add_argument("--key", help="PEM file with its private key, unencrypted; delete it afterwards")

    def handle(self, *args: Any, code: str, certificate: str | None, key: str | None, **options: Any) -> None:
        organisation = Organisation.objects.filter(code=code).first()
        if organisation is None:
            raise CommandError(f"There is no institute with the code {code}.")
        if bool(certificate) != bool(key):
            raise CommandError("Give both --certificate and --key, or neither.")
        now = timezone.now()
        try:
            pair = (
                KeyPair(Path(certificate).read_text(), Path(key).read_text())
                if certificate and key
                else self_signed_for(organisation, at=now)
            )
            identity = install_identity(organisation=organisation, pair=pair, at=now)
        except (InvalidIdentity, OSError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{organisation.code} signs with {identity.fingerprint} until {identity.valid_to:%Y-%m-%d}.")
