"""Findings: what a data cut of a pilot shows, with everything needed to compute it again."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from evaluation.pilots.models import Pilot
from institutes.models import Organisation


class DataCut(models.Model):
    """The pilot at one instant. ``inputs`` is canonical JSON of pseudonyms (docs/evaluation.md), ``digest`` its hash.

    ``findings_digest`` and ``charts`` are written once, when the findings are computed.
    """

    pilot = models.ForeignKey(Pilot, on_delete=models.PROTECT, related_name="data_cuts")
    number = models.PositiveIntegerField()
    label = models.CharField(_("label"), max_length=120)
    taken_at = models.DateTimeField()
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    is_interim = models.BooleanField(_("interim"))
    inputs = models.TextField()
    digest = models.CharField(max_length=64)
    n = models.PositiveIntegerField()
    method_version = models.CharField(max_length=20, blank=True)
    findings_digest = models.CharField(max_length=64, blank=True)
    charts = models.JSONField(default=dict)
    computed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("data cut")
        verbose_name_plural = _("data cuts")
        ordering = ["pilot", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["pilot", "number"], name="data_cut_number_unique"),
            models.CheckConstraint(
                name="data_cut_computed_with_digest",
                condition=Q(computed_at=None, findings_digest="")
                | Q(computed_at__isnull=False) & ~Q(findings_digest=""),
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def is_computed(self) -> bool:
        return self.computed_at is not None


class Finding(models.Model):
    """One measure of one institute, or of all of them (``institute`` empty)."""

    class Measure(models.TextChoices):
        FLOW = "flow", _("Flow of participants")
        LEARNING = "learning", _("Learning")
        COMPLETION = "completion", _("Completion")
        CERTIFICATION = "certification", _("Certification")

    data_cut = models.ForeignKey(DataCut, on_delete=models.PROTECT, related_name="findings")
    institute = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    measure = models.CharField(max_length=14, choices=Measure)
    statistic = models.JSONField()
    method_version = models.CharField(max_length=20)
    n = models.PositiveIntegerField()
    exclusions = models.JSONField(default=dict)

    class Meta:
        ordering = ["data_cut", "measure", "institute__code"]
        constraints = [
            models.UniqueConstraint(fields=["data_cut", "institute", "measure"], name="finding_unique"),
            models.UniqueConstraint(
                fields=["data_cut", "measure"], condition=Q(institute=None), name="one_overall_finding_per_measure"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_measure_display()} · {self.institute or '∑'}"
