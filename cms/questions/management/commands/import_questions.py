import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from cms.questions.formats import FORMATS, FileRefused
from cms.questions.management.choosing import CANNOT, add_bank_arguments, bank_named
from cms.questions.models import QuestionBank
from cms.questions.operations import import_questions
from cms.questions.reports import REFUSED, UNCHANGED, Report
from cms.questions.wording import said, with_words
from institutes.models import Organisation

SOME_REFUSED = 1


class Command(BaseCommand):
    help = (
        "Import questions from a GIFT, Moodle XML or QTI 2.1 file into a bank. "
        "Exit code 0: all are in; 1: some were refused and the rest is in; 2: nothing could be done."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        add_bank_arguments(parser)
        parser.add_argument("--create", action="store_true", help="Create the bank if the organisation has none such.")
        parser.add_argument("--format", choices=FORMATS, default="", help="If absent, told by what the file holds.")
        parser.add_argument("--dry-run", action="store_true", help="Tell what would happen and change nothing.")
        parser.add_argument("--json", action="store_true", help="The report as JSON, and nothing else, to stdout.")

    def handle(self, *args: Any, **options: Any) -> None:
        content = _content_of(options["file"])
        bank = _bank(options)
        try:
            report = import_questions(
                actor=None, bank=bank, content=content, at=timezone.now(), format=options["format"],
                dry_run=options["dry_run"],
            )  # fmt: skip
        except FileRefused as refused:
            raise CommandError(
                said({"code": refused.reason.code, "data": refused.reason.data}), returncode=CANNOT
            ) from None
        self._tell(report, as_json=options["json"])
        if report.counts[REFUSED]:
            raise SystemExit(SOME_REFUSED)

    def _tell(self, report: Report, *, as_json: bool) -> None:
        if as_json:
            self.stdout.write(json.dumps(with_words(report), ensure_ascii=False, indent=2))
            return
        for row in report.rows:
            if row.action != UNCHANGED or row.notes:
                where = row.file or (f"line {row.line}" if row.line else "")
                self.stdout.write(f"{row.number:>5} {row.action:<9} {row.kind:<11} {row.name} {where}".rstrip())
            for note in [*row.problems, *row.notes]:
                self.stdout.write(f"        - {said(note)}")
        self.stdout.write(", ".join(f"{action}: {count}" for action, count in report.counts.items()))


def _content_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise CommandError(f"{path}: {error.strerror}", returncode=CANNOT) from None


def _bank(options: dict[str, Any]) -> QuestionBank:
    name, code = options["bank"], options["organisation"]
    if not (options["create"] and code) or options["dry_run"]:
        return bank_named(name, code)
    organisation = Organisation.objects.filter(code=code).first()
    if organisation is None:
        raise CommandError(f"There is no organisation “{code}”.", returncode=CANNOT)
    existing = QuestionBank.objects.filter(organisation=organisation, name__iexact=name).first()
    return existing or QuestionBank.objects.create(organisation=organisation, name=name)
