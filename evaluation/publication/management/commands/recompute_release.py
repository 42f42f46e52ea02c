"""``manage.py recompute_release <id>``: compute a release again from its frozen inputs and compare every digest."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from evaluation.findings.computing import digest_of, inputs_are_intact, results_of
from evaluation.pilots.protocol import digest
from evaluation.publication.models import Release
from evaluation.publication.releasing import content_of, former_release


class Command(BaseCommand):
    help = "Compute a release again from its frozen inputs and say whether every digest is the same."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("release", type=int, help="number (primary key) of the release")

    def handle(self, *args: Any, **options: Any) -> None:
        release = Release.objects.select_related("data_cut", "pilot").filter(pk=options["release"]).first()
        if release is None:
            raise CommandError(f"There is no release {options['release']}.")
        checks = _checks(release)
        for name, same in checks.items():
            self.stdout.write(f"{name}: {'identical' if same else 'DIFFERENT'}")
        if not all(checks.values()):
            raise CommandError("The release does not follow from its inputs with this version of the code.")
        self.stdout.write(f"sha256:{release.digest}")


def _checks(release: Release) -> dict[str, bool]:
    cut = release.data_cut
    former = former_release(release.pilot, before=release.number)
    return {
        "inputs": inputs_are_intact(cut),
        "findings": digest_of(results_of(cut)) == cut.findings_digest,
        "release": digest(content_of(cut, former=former)) == release.digest,
    }
