"""Releases: what of a data cut was published, after disclosure control, exactly as it was published."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from evaluation.findings.models import DataCut
from evaluation.pilots.models import Pilot


class Release(models.Model):
    """A published table. ``content`` is canonical JSON (docs/evaluation.md), ``digest`` its SHA-256."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    pilot = models.ForeignKey(Pilot, on_delete=models.PROTECT, related_name="releases")
    data_cut = models.OneToOneField(DataCut, on_delete=models.PROTECT, related_name="release")
    number = models.PositiveIntegerField()
    content = models.TextField()
    digest = models.CharField(max_length=64)
    charts = models.JSONField(default=dict)
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("release")
        verbose_name_plural = _("releases")
        ordering = ["-published_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["pilot", "number"], name="release_number_unique")]

    def __str__(self) -> str:
        return f"{self.pilot} · {self.number}"
