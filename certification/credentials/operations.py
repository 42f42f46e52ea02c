"""Issuing, revoking and reissuing certificates. Nothing is edited or deleted: a correction supersedes."""

from datetime import datetime
from functools import partial
from typing import Any

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from accounts.models import User
from certification.actas.models import Acta, ActaRow
from certification.credentials import facts as frozen
from certification.credentials.folio import folio as make_folio
from certification.credentials.models import Credential, FolioSequence, verification_token
from certification.credentials.permissions import credentials_certifiable_by
from certification.credentials.selectors import job_key
from certification.credentials.tasks import render_credential
from foundation.jobs import add_problem, job, start_job, track
from foundation.models import Job


class CredentialRefused(Exception):
    """A rule said no; the message is meant for the user."""


def _locked_sequence(row: ActaRow, at: datetime) -> FolioSequence:
    """The institute's sequence of the year, held until commit: whoever issues next waits, so no number is lost."""
    key: dict[str, Any] = {"organisation_id": row.acta.organisation_id, "year": timezone.localtime(at).year}
    FolioSequence.objects.get_or_create(**key)
    return FolioSequence.objects.select_for_update().get(**key)


def _create(row: ActaRow, sequence: FolioSequence, *, at: datetime, **changes: Any) -> Credential:
    """Take the next folio and freeze the facts under it; the PDF is drawn after commit."""
    sequence.last += 1
    folio, token = make_folio(sequence.year, row.acta.organisation.code, sequence.last), verification_token()
    replaces: Credential | None = changes.pop("replaces", None)
    gathered = frozen.gather(
        row, folio=folio, token=token, at=at, replaces=replaces.folio if replaces else "", **changes
    )
    credential = Credential.objects.create(
        folio=folio,
        token=token,
        organisation_id=row.acta.organisation_id,
        enrolment_id=row.enrolment_id,
        acta_row=row,
        facts=gathered,
        facts_digest=frozen.digest(gathered),
        issued_at=at,
        replaces=replaces,
    )
    sequence.save(update_fields=["last"])
    transaction.on_commit(partial(render_credential.delay, credential.pk))
    return credential


def _row(pk: int) -> ActaRow:
    related = ("acta__organisation__municipality", "enrolment__teacher", "enrolment__edition", "enrolment__cohort")
    return ActaRow.objects.select_related(*related).get(pk=pk)


@transaction.atomic
def issue_credential(*, acta_row: ActaRow, at: datetime) -> Credential:
    """The certificate of this row: made at the first call, found by every other one."""
    row = _row(acta_row.pk)
    if row.result != ActaRow.Result.PASSED:
        raise CredentialRefused(_("Only a passed course earns a certificate."))
    sequence = _locked_sequence(row, at)
    existing = Credential.objects.filter(acta_row=row, replaces=None).first()
    if existing is not None:
        return existing
    credential = _create(row, sequence, at=at)
    log(instance=credential, action="credentials.issue", user=row.acta.signed_by)
    return credential


def start_issuing(acta: Acta) -> Job:
    """Queue the certificates of a signed acta, once."""
    return start_job(
        "credentials.issue",
        title=_("Certificates of acta %(acta)s") % {"acta": acta},
        owner=acta.signed_by,
        key=job_key(acta),
        total=acta.rows.count(),
        acta_id=acta.pk,
    )


@job("credentials.issue")
def issue_for_acta(job: Job, *, acta_id: int) -> str:
    """Issue a certificate for every passed row; a row that cannot be issued is reported and the rest goes on."""
    acta = Acta.objects.select_related("organisation").get(pk=acta_id)
    for row in track(job, list(acta.rows.filter(result=ActaRow.Result.PASSED).order_by("position"))):
        try:
            issue_credential(acta_row=row, at=timezone.now())
        except (CredentialRefused, IntegrityError, ValueError) as error:
            add_problem(job, row=row.teacher_name, reason=str(error))
    return reverse("acta", kwargs={"code": acta.organisation.code, "uid": acta.uid})


def _held(actor: User, credential: Credential) -> Credential:
    """The certificate, locked; Credential.DoesNotExist when the person may not change it."""
    held = credentials_certifiable_by(actor).select_for_update(of=("self",)).get(pk=credential.pk)
    if held.status != Credential.Status.ISSUED:
        raise CredentialRefused(_("This certificate is no longer in force."))
    return held


@transaction.atomic
def revoke_credential(*, actor: User, credential: Credential, reason: str, at: datetime) -> Credential:
    """Withdraw a certificate; it is kept, and whoever checks it reads that it was revoked, when and why."""
    if reason not in Credential.Reason.values:
        raise CredentialRefused(_("Choose a reason."))
    held = _held(actor, credential)
    held.status, held.revoked_at, held.revoked_reason = Credential.Status.REVOKED, at, reason
    held.save(update_fields=["status", "revoked_at", "revoked_reason"])
    log(instance=held, action="credentials.revoke", user=actor, data={"reason": reason})
    return held


@transaction.atomic
def reissue(*, actor: User, credential: Credential, at: datetime) -> Credential:
    """A new certificate with the person's present name and data takes the place of this one."""
    held = _held(actor, credential)
    row = _row(held.acta_row_id)
    sequence = _locked_sequence(row, at)
    held.status = Credential.Status.REPLACED
    held.save(update_fields=["status"])
    made = _create(row, sequence, at=at, replaces=held, name=row.enrolment.teacher.get_full_name())
    log(instance=made, action="credentials.reissue", user=actor, data={"replaces": held.folio})
    return made
