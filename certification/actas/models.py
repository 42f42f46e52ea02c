"""Actas: the signed record in which an institute states results. A signed acta never changes; another corrects it."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from courses.cohorts.models import Cohort
from courses.editions.models import Edition
from courses.study.models import Enrolment
from institutes.models import Organisation


class Acta(models.Model):
    """Results of teachers who took one edition at one institute, signed by a certifier."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="actas")
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="actas")
    cohort = models.ForeignKey(Cohort, null=True, blank=True, on_delete=models.PROTECT, related_name="actas")
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    signed_at = models.DateTimeField()
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="actas_signed")
    signer_name = models.CharField(max_length=300)
    signer_post = models.CharField(max_length=200)

    class Meta:
        verbose_name = _("acta")
        verbose_name_plural = _("actas")
        ordering = ["-signed_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "year", "number"], name="acta_number_unique"),
            models.CheckConstraint(name="acta_number_from_one", condition=Q(number__gte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.organisation.code}-{self.year}-{self.number:04d}"


class ActaRow(models.Model):
    """One teacher's result, frozen when the acta was signed."""

    class Result(models.TextChoices):
        PASSED = "acreditado", _("Passed")
        FAILED = "no_acreditado", _("Not passed")
        DROPPED = "baja", _("Withdrew")
        ABSENT = "no_presento", _("Did not sit")

    acta = models.ForeignKey(Acta, on_delete=models.PROTECT, related_name="rows")
    position = models.PositiveSmallIntegerField()
    enrolment = models.OneToOneField(Enrolment, on_delete=models.PROTECT, related_name="acta_row")
    teacher_name = models.CharField(max_length=300)
    grade = models.DecimalField(max_digits=3, decimal_places=1, null=True)
    result = models.CharField(max_length=14, choices=Result)

    class Meta:
        ordering = ["acta", "position"]
        constraints = [
            models.UniqueConstraint(fields=["acta", "position"], name="acta_position_unique"),
            models.CheckConstraint(
                name="a_pass_has_a_grade", condition=~Q(result="acreditado") | Q(grade__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.teacher_name}: {self.get_result_display()}"
