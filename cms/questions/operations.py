"""Importing files of questions into a bank, and writing a bank as such a file."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime

from django.db import transaction
from wagtail.log_actions import log

from accounts.models import User
from cms.questions.formats import read
from cms.questions.importing import Planner, prepared_of, write
from cms.questions.models import QuestionBank
from cms.questions.permissions import banks_editable_by
from cms.questions.reports import NEW, UPDATED, Report

Entries = Iterable[object]


def import_questions(
    *,
    actor: User | None,
    bank: QuestionBank,
    content: bytes,
    at: datetime,
    format: str = "",  # noqa: A002
    dry_run: bool = False,
    each: Callable[[list], Iterator] = iter,  # type: ignore[type-arg]
) -> Report:
    """Put every question of a file that keeps our rules into the bank; tell of each what happened to it.

    The same file again changes nothing. ``each`` may watch the entries go by, for a progress bar; ``actor`` is None
    for whoever runs the platform. Raises ``formats.FileRefused`` when the file as a whole cannot be read.
    """
    bank = (QuestionBank.objects.all() if actor is None else banks_editable_by(actor)).get(pk=bank.pk)
    parsed = read(content, format=format)
    entries = list(prepared_of(each(parsed.entries)))
    with transaction.atomic():
        QuestionBank.objects.select_for_update().get(pk=bank.pk)
        plan = Planner(bank).plan(parsed, entries, dry_run=dry_run)
        if not dry_run:
            write(plan, bank=bank, actor=actor, at=at)
            _log(plan.report, bank, actor)
    return plan.report


def _log(report: Report, bank: QuestionBank, actor: User | None) -> None:
    counts = report.counts
    if counts[NEW] or counts[UPDATED]:
        log(instance=bank, action="questions.import", user=actor, data={"format": report.format, **counts})
