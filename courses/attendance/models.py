"""Attendance: face-to-face sessions of a cohort, and who was there."""

import secrets
from datetime import datetime, time, timedelta
from decimal import Decimal

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.cohorts.models import Cohort
from courses.study.models import Enrolment

# Whoever comes a little early may sign in already.
DOORS_OPEN = timedelta(minutes=15)


def _code() -> str:
    return secrets.token_urlsafe(9)


class Session(models.Model):
    """A cohort meets: ``hours`` is what it counts for. One that was called off counts for nothing."""

    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="sessions")
    topic = models.CharField(_("topic"), max_length=160)
    day = models.DateField(_("date"))
    starts_at = models.TimeField(_("from"))
    ends_at = models.TimeField(_("to"))
    place = models.CharField(_("place"), max_length=200)
    hours = models.DecimalField(
        _("hours that count"),
        max_digits=4,
        decimal_places=1,
        validators=[MinValueValidator(Decimal("0.5")), MaxValueValidator(Decimal(24))],
    )
    code = models.CharField(max_length=24, unique=True, default=_code, editable=False)
    created_at = models.DateTimeField()
    cancelled_at = models.DateTimeField(null=True)
    revision = models.PositiveIntegerField(default=0, db_default=0, editable=False)
    changed_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        ordering = ["day", "starts_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["cohort", "day", "starts_at"], condition=Q(cancelled_at=None), name="one_session_at_a_time"
            ),
            models.CheckConstraint(name="session_in_order", condition=Q(starts_at__lt=F("ends_at"))),
            models.CheckConstraint(name="session_counts_hours", condition=Q(hours__gt=0)),
        ]

    def __str__(self) -> str:
        return f"{self.topic} ({self.day})"

    def _at(self, moment: time) -> datetime:
        return datetime.combine(self.day, moment, timezone.get_default_timezone())

    @property
    def moments(self) -> tuple[datetime, datetime]:
        """When it begins and ends."""
        return self._at(self.starts_at), self._at(self.ends_at)

    def is_on(self, at: datetime) -> bool:
        """Whether one may sign in by oneself at a moment."""
        begins, ends = self.moments
        return self.cancelled_at is None and begins - DOORS_OPEN <= at <= ends

    def has_begun(self, at: datetime) -> bool:
        return at >= self._at(self.starts_at) - DOORS_OPEN


class Mark(models.Model):
    """Somebody was at a session, or was not; ``marked_by`` is empty when they signed in by themselves."""

    class State(models.TextChoices):
        PRESENT = "present", _("Present")
        ABSENT = "absent", _("Absent")
        JUSTIFIED = "justified", _("Justified")

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="marks")
    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="attendance")
    state = models.CharField(max_length=10, choices=State)
    marked_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    marked_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["session", "enrolment"], name="one_mark_per_session")]

    def __str__(self) -> str:
        return f"{self.enrolment} · {self.session}: {self.state}"
