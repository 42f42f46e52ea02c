"""Drawing and signing one certificate: may run twice, keeps one PDF."""

import hashlib

from celery import shared_task
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.utils import timezone

from certification.credentials.identities import identity_of, key_pair
from certification.credentials.models import Credential, CredentialPDF
from certification.credentials.rendering import credential_pdf
from certification.credentials.signing import sign_pdf


def _signed(credential: Credential) -> bytes:
    identity = identity_of(credential.organisation, at=timezone.now())
    reason = f"{credential.facts['issuer']['name']} · {credential.folio}"
    return sign_pdf(credential_pdf(credential), key_pair(identity), reason=reason, location=credential.facts["place"])


def _keep(credential: Credential, pdf: bytes) -> None:
    """Store the file, then its row; whoever comes second throws its file away."""
    row = CredentialPDF(
        credential=credential, digest=hashlib.sha256(pdf).hexdigest(), size=len(pdf), rendered_at=timezone.now()
    )
    row.file.save(f"{credential.folio}.pdf", ContentFile(pdf), save=False)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        row.file.storage.delete(row.file.name or "")


@shared_task(autoretry_for=(OSError,), retry_backoff=True, max_retries=5)
def render_credential(credential_id: int) -> None:
    """Draw, sign and keep the PDF unless it is there already."""
    credential = Credential.objects.select_related("organisation").get(pk=credential_id)
    if not CredentialPDF.objects.filter(credential=credential).exists():
        _keep(credential, _signed(credential))
