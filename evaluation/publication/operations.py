"""Publishing a data cut's findings after disclosure control."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from accounts.models import User
from evaluation.findings.computing import compute_findings
from evaluation.findings.models import DataCut
from evaluation.pilots.permissions import pilots_evaluated_by
from evaluation.pilots.protocol import canonical, digest
from evaluation.publication.models import Release
from evaluation.publication.releasing import content_of, former_release
from evaluation.publication.rendering import charts_of


class PublicationRefused(Exception):
    """A rule said no; the message is meant for the user."""


@transaction.atomic
def publish_release(*, actor: User, data_cut: DataCut, at: datetime) -> Release:
    """Freeze what of ``data_cut`` may be public and publish it; asked again, the same release."""
    pilot = pilots_evaluated_by(actor).select_for_update(of=("self",)).get(pk=data_cut.pilot_id)
    existing = Release.objects.filter(data_cut=data_cut).first()
    if existing is not None:
        return existing
    data_cut = compute_findings(data_cut)
    former = former_release(pilot)
    if former is not None and former.data_cut.number > data_cut.number:
        raise PublicationRefused(_("A later data cut was already published."))
    content = content_of(data_cut, former=former)
    release = Release.objects.create(
        pilot=pilot,
        data_cut=data_cut,
        number=former.number + 1 if former else 1,
        content=canonical(content),
        digest=digest(content),
        charts=charts_of(content),
        published_at=at,
        published_by=actor,
    )
    log(instance=release, action="evaluation.release_publish", user=actor)
    return release
