"""Instruments: what is asked, when, and what was answered. Nothing of it changes once written."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from evaluation.pilots.models import Participant, Pilot


class Instrument(models.Model):
    """A test. ``questions`` is a list in the question format of courses; what is right stands in its key only."""

    class Kind(models.TextChoices):
        TEST = "test", _("Test")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    title = models.CharField(_("title"), max_length=160)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.TEST)
    language = models.CharField(max_length=20)
    questions = models.JSONField()
    max_points = models.DecimalField(max_digits=7, decimal_places=3)
    digest = models.CharField(max_length=64)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    is_demonstration = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("instrument")
        verbose_name_plural = _("instruments")
        ordering = ["title"]
        constraints = [models.CheckConstraint(name="instrument_has_points", condition=Q(max_points__gt=0))]

    def __str__(self) -> str:
        return self.title


class InstrumentKey(models.Model):
    """Right answers {question uid: key}; only marking reads it."""

    instrument = models.OneToOneField(Instrument, primary_key=True, on_delete=models.PROTECT, related_name="key")
    keys = models.JSONField()

    def __str__(self) -> str:
        return f"Key of {self.instrument}"


class Occasion(models.Model):
    """An instrument given at one moment of a pilot, between two instants."""

    class Moment(models.TextChoices):
        PRE = "pre", _("Pre-test")
        POST = "post", _("Post-test")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    pilot = models.ForeignKey(Pilot, on_delete=models.PROTECT, related_name="occasions")
    instrument = models.ForeignKey(Instrument, on_delete=models.PROTECT, related_name="occasions")
    moment = models.CharField(max_length=4, choices=Moment)
    opens_at = models.DateTimeField(_("opens"))
    closes_at = models.DateTimeField(_("closes"))

    class Meta:
        verbose_name = _("occasion")
        verbose_name_plural = _("occasions")
        ordering = ["pilot", "-moment"]
        constraints = [
            models.UniqueConstraint(fields=["pilot", "moment"], name="one_occasion_per_moment"),
            models.CheckConstraint(name="occasion_opens_before_it_closes", condition=Q(opens_at__lt=F("closes_at"))),
        ]

    def __str__(self) -> str:
        return f"{self.pilot} · {self.get_moment_display()}"


class Response(models.Model):
    """What a participant answered on one occasion, marked at once; frozen from the first moment."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    occasion = models.ForeignKey(Occasion, on_delete=models.PROTECT, related_name="responses")
    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="responses")
    language = models.CharField(max_length=20)
    answers = models.JSONField(default=dict)
    result = models.JSONField(default=dict)
    points = models.DecimalField(max_digits=7, decimal_places=3)
    max_points = models.DecimalField(max_digits=7, decimal_places=3)
    submitted_at = models.DateTimeField()

    class Meta:
        verbose_name = _("response")
        verbose_name_plural = _("responses")
        ordering = ["occasion", "submitted_at"]
        constraints = [
            models.UniqueConstraint(fields=["occasion", "participant"], name="one_response_per_occasion"),
            models.CheckConstraint(
                name="response_points_in_range", condition=Q(points__gte=0, points__lte=F("max_points"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.participant} · {self.occasion.get_moment_display()}"
