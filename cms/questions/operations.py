"""Importing files of questions into a bank: at once, or in the browser with a report to be read in between."""

from datetime import datetime, timedelta

from django.core.files.base import File
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from wagtail.log_actions import log

from accounts.models import User
from cms.questions.formats import FileRefused, Parsed, read
from cms.questions.importing import Entry, Planner, prepared_of, write
from cms.questions.models import QuestionBank, QuestionImport
from cms.questions.permissions import banks_editable_by, imports_continued_by
from cms.questions.reports import NEW, UPDATED, Report
from cms.questions.selectors import import_title
from foundation.jobs import job, start_job, track
from foundation.models import Job

Status = QuestionImport.Status
CHECK, IMPORT = "questions.check", "questions.import"
KEPT_FOR = timedelta(days=7)
AT_ONCE = 100


def import_questions(
    *,
    actor: User | None,
    bank: QuestionBank,
    content: bytes,
    at: datetime,
    format: str = "",  # noqa: A002
    dry_run: bool = False,
) -> Report:
    """Put every question of a file that keeps our rules into the bank; tell of each what happened to it.

    The same file again changes nothing. ``actor`` is None for whoever runs the platform. Raises
    ``formats.FileRefused`` when the file as a whole cannot be read.
    """
    parsed = read(content, format=format)
    entries = list(prepared_of(parsed.entries))
    return _store(parsed, entries, actor=actor, bank=bank, at=at, dry_run=dry_run)


@transaction.atomic
def _store(
    parsed: Parsed, entries: list[Entry], *, actor: User | None, bank: QuestionBank, at: datetime, dry_run: bool
) -> Report:
    """The short part: compare with the bank, write, log. All of it or nothing."""
    own = QuestionBank.objects.all() if actor is None else banks_editable_by(actor)
    bank = own.select_for_update(of=("self",)).get(pk=bank.pk)
    plan = Planner(bank).plan(parsed, entries, dry_run=dry_run)
    if not dry_run:
        write(plan, bank=bank, actor=actor, at=at)
        _log(plan.report, bank, actor)
    return plan.report


def _log(report: Report, bank: QuestionBank, actor: User | None) -> None:
    counts = report.counts
    if counts[NEW] or counts[UPDATED]:
        log(instance=bank, action="questions.import", user=actor, data={"format": report.format, **counts})


# --- In the browser: a file is checked, its report read, and then it is imported or discarded ---


@transaction.atomic
def upload_questions(
    *,
    actor: User,
    bank: QuestionBank,
    file: "File[bytes]",
    at: datetime,
    format: str = "",  # noqa: A002
) -> Job:
    """Keep the file and queue its check; nothing comes into the bank yet."""
    bank = banks_editable_by(actor).get(pk=bank.pk)
    filename = (file.name or "").rsplit("/", 1)[-1][-200:]
    upload = QuestionImport.objects.create(
        bank=bank, created_by=actor, file=file, filename=filename, format=format, created_at=at
    )
    return _start(CHECK, upload, actor)


@transaction.atomic
def confirm_import(*, actor: User, upload: QuestionImport) -> Job:
    """Queue the import of what was checked; asked twice, the same job."""
    upload = imports_continued_by(actor).select_for_update(of=("self",)).get(pk=upload.pk)
    if upload.status == Status.CHECKED:
        upload.status = Status.IMPORTING
        upload.save(update_fields=["status"])
    return _start(IMPORT, upload, actor)


@transaction.atomic
def discard_import(*, actor: User, upload: QuestionImport, at: datetime) -> None:
    """Forget a file that was not imported; one that is being imported, or was, stays as it is."""
    upload = imports_continued_by(actor).select_for_update(of=("self",)).get(pk=upload.pk)
    if upload.status in (Status.CHECKING, Status.CHECKED):
        _finish(upload, Status.DISCARDED, at=at)


def discard_forgotten(*, at: datetime) -> int:
    """Forget the files that nobody decided on for a week."""
    forgotten = QuestionImport.objects.filter(
        status__in=[Status.CHECKING, Status.CHECKED], created_at__lt=at - KEPT_FOR
    )
    uploads = list(forgotten)
    for upload in uploads:
        _finish(upload, Status.DISCARDED, at=at)
    return len(uploads)


def _start(kind: str, upload: QuestionImport, actor: User) -> Job:
    title = import_title(upload.bank, upload.filename)
    return start_job(kind, title=title, owner=actor, key=f"{kind}:{upload.uid}", import_id=upload.pk)


@job(CHECK)
def check(job: Job, *, import_id: int) -> str:
    """Tell what importing the file would do."""
    return _run(job, import_id, from_status=Status.CHECKING, dry_run=True)


@job(IMPORT)
def run_import(job: Job, *, import_id: int) -> str:
    """Import the file. Run again after a break, it finds its work done, or does it."""
    return _run(job, import_id, from_status=Status.IMPORTING, dry_run=False)


def _run(job: Job, import_id: int, *, from_status: str, dry_run: bool) -> str:
    upload = QuestionImport.objects.select_related("bank", "created_by").get(pk=import_id)
    address = reverse("question_import", args=[upload.uid])
    if upload.status != from_status:
        return address
    try:
        parsed = _parsed(upload)
    except FileRefused as refused:
        upload.report = {"reason": {"code": refused.reason.code, "data": refused.reason.data}}
        _finish(upload, Status.UNREADABLE, at=timezone.now())
        return address
    entries = list(prepared_of(track(job, parsed.entries, every=AT_ONCE)))
    with transaction.atomic():
        at = timezone.now()
        report = _store(parsed, entries, actor=upload.created_by, bank=upload.bank, at=at, dry_run=dry_run)
        upload.report, upload.format = report.as_json(), report.format
        if dry_run:
            upload.status = Status.CHECKED
            upload.save(update_fields=["report", "format", "status"])
        else:
            _finish(upload, Status.DONE, at=at)
    return address


def _parsed(upload: QuestionImport) -> Parsed:
    with upload.file.open("rb") as stream:
        return read(stream.read(), format=upload.format)


def _finish(upload: QuestionImport, status: str, *, at: datetime) -> None:
    """The file goes with the end of its import."""
    storage, name = upload.file.storage, upload.file.name
    upload.status, upload.finished_at, upload.file = status, at, ""
    upload.save(update_fields=["status", "finished_at", "file", "report", "format"])
    if name:
        transaction.on_commit(lambda: storage.delete(name))
