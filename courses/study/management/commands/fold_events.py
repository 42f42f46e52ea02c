"""``manage.py fold_events FILE.json --json``: what a file of events folds to. ``--check``: every stored state holds."""

import json
from argparse import ArgumentParser
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from courses.study.folding import Event, State, bounded, fold
from courses.study.models import Enrolment
from courses.study.operations import refold


class Command(BaseCommand):
    help = "Fold a file of events (docs/events.md), or compare every stored state with the fold of its events."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", nargs="?", type=Path)
        parser.add_argument("--json", action="store_true", help="print the state as JSON")
        parser.add_argument("--check", action="store_true", help="refold what is stored")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["check"]:
            self._check()
        elif options["file"]:
            self._print(options["file"], as_json=options["json"])
        else:
            raise CommandError("Name a file, or ask for --check.")

    def _print(self, file: Path, *, as_json: bool) -> None:
        try:
            state = _folded(json.loads(file.read_text()))
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise CommandError(f"{file} cannot be folded: {error!r}") from error
        text = json.dumps(state.to_json(), sort_keys=True) if as_json else f"{len(state.finished)} finished"
        self.stdout.write(text)

    def _check(self) -> None:
        enrolments = Enrolment.objects.select_related("progress").prefetch_related("events")
        wrong = [
            str(enrolment.uid)
            for enrolment in enrolments.iterator(chunk_size=200)
            if State.from_json(enrolment.progress.state) != refold(enrolment)
        ]
        if wrong:
            raise CommandError(f"{len(wrong)} states differ from their events: {', '.join(wrong)}")
        self.stdout.write("Every state is the fold of its events.")


def _folded(document: dict[str, Any]) -> State:
    start = datetime.fromisoformat(document["enrolled_at"])
    return fold(_event(row, start) for row in document["events"])


def _event(row: dict[str, Any], start: datetime) -> Event:
    claimed, received = (datetime.fromisoformat(row[name]) for name in ("device_at", "received_at"))
    at = bounded(claimed, not_before=start, received_at=received)
    return Event(row["kind"], row["lesson_uid"], at, row.get("payload", {}))
