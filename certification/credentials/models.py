"""Credentials: facts frozen at issue, one signed PDF, and keys. Nothing is edited or deleted."""

import secrets

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from certification.actas.models import ActaRow
from courses.study.models import Enrolment
from foundation.encryption import EncryptedTextField
from foundation.storage import private_storage
from institutes.models import Organisation


def verification_token() -> str:
    return secrets.token_urlsafe(12)


class FolioSequence(models.Model):
    """The last folio number given per institute and year; allocated inside the issuing transaction, so without gaps."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "year"], name="one_sequence_per_year")]

    def __str__(self) -> str:
        return f"{self.organisation.code} {self.year}: {self.last}"


class Credential(models.Model):
    """A certificate. ``facts`` holds everything printed (docs/certificates.md), ``facts_digest`` its SHA-256."""

    class Status(models.TextChoices):
        ISSUED = "issued", _("Issued")
        REPLACED = "replaced", _("Replaced")
        REVOKED = "revoked", _("Revoked")

    class Reason(models.TextChoices):
        ERROR = "error", _("Error in the data")
        FRAUD = "fraud", _("Improperly obtained")
        REQUEST = "request", _("At the holder's request")

    folio = models.CharField(max_length=32, unique=True)
    token = models.CharField(max_length=24, default=verification_token)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="credentials")
    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="credentials")
    acta_row = models.ForeignKey(ActaRow, on_delete=models.PROTECT, related_name="credentials")
    facts = models.JSONField()
    facts_digest = models.CharField(max_length=64)
    status = models.CharField(max_length=10, choices=Status, default=Status.ISSUED)
    issued_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_reason = models.CharField(max_length=10, choices=Reason, blank=True)
    replaces = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaced_by")

    class Meta:
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")
        ordering = ["-issued_at", "folio"]
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment"], condition=Q(status="issued"), name="one_certificate_in_force_per_enrolment"
            ),
            # Issuing may run twice: a row of an acta gets one certificate that replaces no other.
            models.UniqueConstraint(
                fields=["acta_row"], condition=Q(replaces=None), name="one_original_certificate_per_acta_row"
            ),
            models.CheckConstraint(
                name="revoked_with_date_and_reason",
                condition=Q(status="revoked", revoked_at__isnull=False) & ~Q(revoked_reason="")
                | ~Q(status="revoked") & Q(revoked_at__isnull=True, revoked_reason=""),
            ),
        ]

    def __str__(self) -> str:
        return self.folio


class CredentialPDF(models.Model):
    """The one PDF of a credential, rendered and signed once."""

    credential = models.OneToOneField(Credential, primary_key=True, on_delete=models.PROTECT, related_name="pdf")
    file = models.FileField(storage=private_storage, upload_to="credentials/%Y/")
    digest = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    rendered_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.credential.folio


class SigningIdentity(models.Model):
    """An institute's key pair and X.509 certificate for signing PDFs; the private key is encrypted."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="signing_identities")
    certificate_pem = models.TextField()
    private_key_pem = EncryptedTextField()
    fingerprint = models.CharField(max_length=64, unique=True)
    valid_from = models.DateTimeField()
    valid_to = models.DateTimeField()
    retired_at = models.DateTimeField(null=True, blank=True)
    is_demonstration = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation"], condition=Q(retired_at=None), name="one_signing_identity_in_use"
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation.code} {self.fingerprint[:16]}"
