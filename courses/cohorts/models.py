"""Cohorts: a group of teachers that an institute takes through one edition together."""

import secrets
from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from courses.editions.models import Course, Edition
from institutes.models import Organisation


def _invitation() -> str:
    return secrets.token_urlsafe(12)


class Cohort(models.Model):
    """Enrolment is open from ``opens_on`` to ``closes_on``; the course runs from ``starts_on`` to ``ends_on``."""

    USUAL_ATTENDANCE = 80

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="cohorts")
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="cohorts")
    name = models.CharField(_("name"), max_length=120)
    opens_on = models.DateField(_("enrolment opens"))
    closes_on = models.DateField(_("enrolment closes"))
    starts_on = models.DateField(_("starts"))
    ends_on = models.DateField(_("ends"))
    capacity = models.PositiveSmallIntegerField(_("places"), null=True, blank=True)
    is_public = models.BooleanField(_("listed in the catalogue"), default=True)
    prerequisites = models.ManyToManyField(Course, blank=True, related_name="+")
    # Retired: links are rows of their own, into which those given out before were copied. A later release drops it.
    invitation = models.CharField(max_length=24, unique=True, null=True, editable=False)
    facilitators = models.ManyToManyField(settings.AUTH_USER_MODEL, blank=True, related_name="facilitated_cohorts")
    # The offer's rule of attendance (docs/domain.md); certifying asks for it where ``needs_attendance``.
    attendance_percent = models.PositiveSmallIntegerField(
        _("attendance asked for, in percent"), default=USUAL_ATTENDANCE, db_default=80
    )
    needs_attendance = models.BooleanField(_("attendance is needed to be certified"), default=False, db_default=False)
    has_discussion = models.BooleanField(_("discussion beneath each lesson"), default=False, db_default=False)
    # Of what people mark, the share that two of them mark without seeing each other's mark (docs/marking.md).
    double_marking_percent = models.PositiveSmallIntegerField(
        _("marked by two people, in percent"), default=0, db_default=0
    )
    is_demonstration = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    closed_at = models.DateTimeField(_("enrolment closed early at"), null=True, blank=True, editable=False)
    # How often and when it was last changed: calendars that people subscribed to ask for it.
    revision = models.PositiveIntegerField(default=0, db_default=0, editable=False)
    changed_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("cohort")
        verbose_name_plural = _("cohorts")
        ordering = ["-starts_on", "name"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "edition", "name"], name="cohort_name_unique"),
            models.CheckConstraint(name="cohort_enrolment_in_order", condition=Q(opens_on__lte=F("closes_on"))),
            models.CheckConstraint(name="cohort_dates_in_order", condition=Q(starts_on__lte=F("ends_on"))),
            models.CheckConstraint(name="cohort_enrolment_before_end", condition=Q(closes_on__lte=F("ends_on"))),
            models.CheckConstraint(name="cohort_attendance_is_a_percentage", condition=Q(attendance_percent__lte=100)),
            models.CheckConstraint(
                name="cohort_double_marking_is_a_percentage", condition=Q(double_marking_percent__lte=100)
            ),
            models.CheckConstraint(name="cohort_capacity_positive", condition=Q(capacity=None) | Q(capacity__gt=0)),
        ]

    def __str__(self) -> str:
        return self.name

    def is_open(self, on: date) -> bool:
        """Whether one may enrol on the given day, places permitting."""
        return self.closed_at is None and self.opens_on <= on <= self.closes_on


class InvitationLink(models.Model):
    """An address by which one joins a cohort: until a day, for so many people, unless revoked."""

    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="links")
    token = models.CharField(max_length=24, unique=True, default=_invitation, editable=False)
    note = models.CharField(_("for whom"), max_length=120, blank=True)
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    max_uses = models.PositiveSmallIntegerField(_("for how many people"), null=True, blank=True)
    uses = models.PositiveIntegerField(default=0)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("invitation link")
        verbose_name_plural = _("invitation links")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="link_used_as_often_as_allowed",
                condition=Q(max_uses=None) | Q(max_uses__gt=0, uses__lte=F("max_uses")),
            )
        ]

    def __str__(self) -> str:
        return self.note or self.token

    def why_not(self, on: date) -> str:
        """Why it lets nobody in on a day: "revoked", "expired", "used_up", or "" when it does."""
        if self.revoked_at is not None:
            return "revoked"
        if self.valid_until is not None and on > self.valid_until:
            return "expired"
        return "used_up" if self.max_uses is not None and self.uses >= self.max_uses else ""
