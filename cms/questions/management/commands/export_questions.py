from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from cms.questions.exporting import WRITERS, file_of
from cms.questions.management.choosing import add_bank_arguments, bank_named
from cms.questions.wording import said


class Command(BaseCommand):
    help = "Write a bank of questions as GIFT or Moodle XML; what the format does not hold is told on stderr."

    def add_arguments(self, parser: CommandParser) -> None:
        add_bank_arguments(parser)
        parser.add_argument("--format", choices=sorted(WRITERS), required=True)
        parser.add_argument("--output", type=Path, help="Where to write it; stdout if absent.")

    def handle(self, *args: Any, **options: Any) -> None:
        written = file_of(bank_named(options["bank"], options["organisation"]), options["format"])
        if options["output"]:
            options["output"].write_text(written.content, encoding="utf-8")
        else:
            self.stdout.write(written.content, ending="")
        for told in written.told:
            for note in told.notes:
                state = "" if told.is_written else "NOT WRITTEN: "
                self.stderr.write(f"{told.question.name}: {state}{said({'code': note.code, 'data': note.data})}")
