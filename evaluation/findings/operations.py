"""Taking a data cut of a pilot; computing and computing again what it shows."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from accounts.models import User
from evaluation.findings.computing import KIND, compute_findings
from evaluation.findings.models import DataCut
from evaluation.findings.selectors import inputs_of
from evaluation.pilots.models import Pilot
from evaluation.pilots.permissions import pilots_evaluated_by
from evaluation.pilots.protocol import canonical, digest
from foundation.jobs import start_job
from foundation.models import Job

__all__ = ["FindingsRefused", "compute_findings", "start_computing", "take_data_cut"]


class FindingsRefused(Exception):
    """A rule said no; the message is meant for the user."""


@transaction.atomic
def take_data_cut(*, actor: User, pilot: Pilot, label: str, at: datetime, is_interim: bool | None = None) -> DataCut:
    """Freeze the pilot as it stands at ``at`` and queue the computing of its findings.

    A cut before the pilot's last day is interim unless told otherwise.
    """
    pilot = pilots_evaluated_by(actor).select_for_update(of=("self",)).get(pk=pilot.pk)
    if not pilot.is_locked:
        raise FindingsRefused(_("Lock the protocol before taking a data cut."))
    inputs = inputs_of(pilot, at=at)
    last = pilot.data_cuts.aggregate(last=Max("number"))["last"] or 0
    cut = DataCut.objects.create(
        pilot=pilot,
        number=last + 1,
        label=label.strip() or _("Data cut %(number)s") % {"number": last + 1},
        taken_at=at,
        taken_by=actor,
        is_interim=timezone.localdate(at) < pilot.ends_on if is_interim is None else is_interim,
        inputs=canonical(inputs),
        digest=digest(inputs),
        n=len(inputs["participants"]),
    )
    log(instance=cut, action="evaluation.data_cut_take", user=actor)
    start_computing(actor=actor, data_cut=cut)
    return cut


def start_computing(*, actor: User, data_cut: DataCut) -> Job:
    """Queue the computing; asked twice, the same job."""
    return start_job(
        KIND,
        title=_("Findings of “%(label)s”") % {"label": data_cut.label},
        owner=actor,
        key=f"{KIND}:{data_cut.pk}",
        data_cut_id=data_cut.pk,
        result=reverse("evaluation_cut", args=[data_cut.pilot.slug, data_cut.number]),
    )
