"""Comments among colleagues: who takes part with which work, and what others say of it. Rules: docs/peers.md."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from courses.assessment.models import Evidence
from courses.cohorts.models import Cohort


class Part(models.Model):
    """A teacher shows the text of an evidence to colleagues of the group, and reads theirs.

    ``text`` is what they chose to show; it is gone once they take it back.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    evidence = models.OneToOneField(Evidence, on_delete=models.PROTECT, related_name="part")
    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(blank=True)
    each = models.PositiveSmallIntegerField()
    joined_at = models.DateTimeField()
    assigned_at = models.DateTimeField(null=True)
    left_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["joined_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="part_left_without_its_text",
                condition=(Q(left_at=None) & ~Q(text="")) | Q(left_at__isnull=False, text=""),
            ),
            models.CheckConstraint(name="part_reads_some", condition=Q(each__gte=1)),
        ]

    def __str__(self) -> str:
        return str(self.uid)


class Comment(models.Model):
    """What one colleague says of another's work; empty until it is written. ``levels`` is {criterion: level}."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    part = models.ForeignKey(Part, on_delete=models.PROTECT, related_name="received")
    reader = models.ForeignKey(Part, on_delete=models.PROTECT, related_name="given")
    assigned_at = models.DateTimeField()
    levels = models.JSONField(default=dict)
    text = models.TextField(blank=True)
    written_at = models.DateTimeField(null=True)
    removed_at = models.DateTimeField(null=True)
    removed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    removed_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["assigned_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["part", "reader"], name="comment_once_per_reader"),
            models.CheckConstraint(name="comment_never_on_own_work", condition=~Q(part=F("reader"))),
            models.CheckConstraint(
                name="comment_written_with_words",
                condition=Q(written_at=None, text="") | ~Q(written_at=None) & ~Q(text=""),
            ),
            models.CheckConstraint(
                name="comment_removed_with_a_reason",
                condition=Q(removed_at=None, removed_by=None, removed_reason="")
                | (Q(removed_at__isnull=False, removed_by__isnull=False) & ~Q(removed_reason="")),
            ),
        ]

    def __str__(self) -> str:
        return str(self.uid)
