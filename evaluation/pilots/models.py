"""Pilots: what is to be found out, where, with whom; the protocol is locked before anyone takes the post-test."""

import secrets
import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Consent
from courses.editions.models import Edition
from institutes.models import Organisation


def new_pseudonym() -> str:
    """Random, derived from nothing about the person."""
    return secrets.token_hex(5)


class Pilot(models.Model):
    """A trial of one edition in several institutes. ``protocol`` (docs/evaluation.md) never changes once locked."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(_("name"), max_length=160)
    summary = models.TextField(_("summary"), blank=True)
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="pilots")
    starts_on = models.DateField(_("starts"))
    ends_on = models.DateField(_("ends"))
    protocol = models.JSONField(default=dict)
    protocol_digest = models.CharField(max_length=64, blank=True)
    locked_at = models.DateTimeField(null=True)
    locked_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    is_demonstration = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("pilot")
        verbose_name_plural = _("pilots")
        ordering = ["-starts_on", "name"]
        constraints = [
            models.CheckConstraint(name="pilot_dates_in_order", condition=Q(starts_on__lte=F("ends_on"))),
            models.CheckConstraint(
                name="pilot_locked_with_digest",
                condition=Q(locked_at=None, protocol_digest="") | Q(locked_at__isnull=False) & ~Q(protocol_digest=""),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_locked(self) -> bool:
        return self.locked_at is not None


class PilotSite(models.Model):
    """An institute in which the pilot takes place."""

    pilot = models.ForeignKey(Pilot, on_delete=models.PROTECT, related_name="sites")
    institute = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="pilot_sites")

    class Meta:
        ordering = ["pilot", "institute__code"]
        constraints = [models.UniqueConstraint(fields=["pilot", "institute"], name="pilot_site_unique")]

    def __str__(self) -> str:
        return f"{self.pilot} · {self.institute}"


class Participant(models.Model):
    """A teacher who agreed to take part. Findings know only the pseudonym; withdrawing the consent ends it."""

    pilot = models.ForeignKey(Pilot, on_delete=models.PROTECT, related_name="participants")
    teacher = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="pilot_participations")
    institute = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="pilot_participants")
    consent = models.ForeignKey(Consent, on_delete=models.PROTECT, related_name="pilot_participations")
    pseudonym = models.CharField(max_length=16, default=new_pseudonym, editable=False)
    consented_at = models.DateTimeField()
    enrolled_at = models.DateTimeField()

    class Meta:
        ordering = ["pilot", "institute", "pseudonym"]
        constraints = [
            models.UniqueConstraint(fields=["pilot", "teacher"], name="pilot_participant_unique"),
            models.UniqueConstraint(fields=["pilot", "pseudonym"], name="pilot_pseudonym_unique"),
        ]

    def __str__(self) -> str:
        return self.pseudonym
