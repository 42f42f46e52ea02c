"""Exporting one's own data: asking for it, the job that makes it, and forgetting it when it expires."""

from datetime import datetime, timedelta
from tempfile import TemporaryFile

from django.conf import settings
from django.core.files import File
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.archive import write_archive
from accounts.models import DataExport, User
from foundation.jobs import job, start_job, track
from foundation.models import Job
from foundation.personal import holdings

KIND = "accounts.export"
KEPT_FOR = timedelta(days=7)


def exports_of(user: User) -> QuerySet[DataExport]:
    """The person's own, whatever role anybody holds."""
    return DataExport.objects.filter(user_id=user.pk).select_related("job").order_by("-requested_at", "-pk")


def downloads_of(user: User, at: datetime) -> QuerySet[DataExport]:
    """Those that are ready and have not expired."""
    return exports_of(user).filter(ready_at__isnull=False, expires_at__gt=at).exclude(file="")


@transaction.atomic
def request_export(*, user: User, at: datetime) -> DataExport:
    """Ask for one's data; while one is being made or can be downloaded, that one is it."""
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
    known = downloads_of(user, at).first() or _under_way(user)
    if known is not None:
        return known
    export = DataExport.objects.create(user=user, requested_at=at)
    with override(settings.LANGUAGE_CODE):
        title = _("Export of my data")
    export.job = start_job(KIND, title=title, owner=user, key=f"export:{export.uid}", export_id=export.pk)
    export.save(update_fields=["job"])
    return export


def _under_way(user: User) -> DataExport | None:
    return exports_of(user).filter(ready_at=None, job__status__in=(Job.Status.QUEUED, Job.Status.RUNNING)).first()


@job(KIND)
def make_export(job: Job, *, export_id: int) -> str:
    """Write the archive and tell its owner; safe to repeat."""
    export = DataExport.objects.select_related("user").get(pk=export_id)
    with TemporaryFile() as target, override(settings.LANGUAGE_CODE):
        written = write_archive(export.user, target)
        for _place in track(job, range(len(holdings()))):
            next(written)
        next(written, None)  # closes the archive
        target.seek(0)
        if export.file:
            export.file.delete(save=False)
        export.file.save(f"{export.uid}.zip", File(target), save=False)
    export.ready_at = timezone.now()
    export.expires_at = export.ready_at + KEPT_FOR
    export.save(update_fields=["file", "ready_at", "expires_at"])
    _tell(export)
    return reverse("own_data")


def _tell(export: DataExport) -> None:
    """The letter says where, never what: whoever reads it still has to sign in."""
    with override(settings.LANGUAGE_CODE):
        context = {"export": export, "address": settings.PUBLIC_URL + reverse("own_data")}
        body = render_to_string("accounts/email/data_ready.txt", context)
        EmailMessage(_("Your data are ready"), body, None, [export.user.email]).send()


def forget_expired(*, at: datetime) -> int:
    """Delete the files of exports that expired; how many."""
    expired = DataExport.objects.filter(expires_at__lte=at).exclude(file="")
    for export in expired:
        export.file.delete(save=False)
        export.save(update_fields=["file"])
    return len(expired)
