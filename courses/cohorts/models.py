"""Cohorts: a group of teachers that an institute takes through one edition together."""

import secrets
from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from courses.editions.models import Edition
from institutes.models import Organisation


def _invitation() -> str:
    return secrets.token_urlsafe(9)


class Cohort(models.Model):
    """Enrolment is open from ``opens_on`` to ``closes_on``; the course runs from ``starts_on`` to ``ends_on``."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="cohorts")
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="cohorts")
    name = models.CharField(_("name"), max_length=120)
    opens_on = models.DateField(_("enrolment opens"))
    closes_on = models.DateField(_("enrolment closes"))
    starts_on = models.DateField(_("starts"))
    ends_on = models.DateField(_("ends"))
    capacity = models.PositiveSmallIntegerField(_("places"), null=True, blank=True)
    is_public = models.BooleanField(_("listed in the catalogue"), default=True)
    invitation = models.CharField(max_length=24, unique=True, default=_invitation, editable=False)
    facilitators = models.ManyToManyField(settings.AUTH_USER_MODEL, blank=True, related_name="facilitated_cohorts")
    is_demonstration = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    closed_at = models.DateTimeField(_("enrolment closed early at"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("cohort")
        verbose_name_plural = _("cohorts")
        ordering = ["-starts_on", "name"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "edition", "name"], name="cohort_name_unique"),
            models.CheckConstraint(name="cohort_enrolment_in_order", condition=Q(opens_on__lte=F("closes_on"))),
            models.CheckConstraint(name="cohort_dates_in_order", condition=Q(starts_on__lte=F("ends_on"))),
            models.CheckConstraint(name="cohort_enrolment_before_end", condition=Q(closes_on__lte=F("ends_on"))),
            models.CheckConstraint(name="cohort_capacity_positive", condition=Q(capacity=None) | Q(capacity__gt=0)),
        ]

    def __str__(self) -> str:
        return self.name

    def is_open(self, on: date) -> bool:
        """Whether one may enrol on the given day, places permitting."""
        return self.closed_at is None and self.opens_on <= on <= self.closes_on
