"""Assessment: attempts at a lesson's questions with the exact text answered, and evidence of practice."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from courses.study.models import Enrolment
from foundation.storage import private_storage


class Attempt(models.Model):
    """One try at the questions of a lesson.

    ``questions`` is the exact source shown (as in the edition, one language), ``answers`` {question uid: answer},
    ``result`` {question uid: {"fraction", "feedback", …}} once submitted.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="attempts")
    lesson_uid = models.UUIDField()
    number = models.PositiveSmallIntegerField()
    language = models.CharField(max_length=20)
    questions = models.JSONField()
    answers = models.JSONField(default=dict)
    result = models.JSONField(default=dict)
    points = models.DecimalField(max_digits=7, decimal_places=3, null=True)
    max_points = models.DecimalField(max_digits=7, decimal_places=3)
    started_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["enrolment", "lesson_uid", "number"]
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "lesson_uid", "number"], name="attempt_number_unique"),
            models.UniqueConstraint(
                fields=["enrolment", "lesson_uid"], condition=Q(submitted_at=None), name="one_open_attempt_per_lesson"
            ),
            models.CheckConstraint(
                name="points_once_submitted",
                condition=Q(submitted_at=None, points=None)
                | Q(submitted_at__isnull=False, points__gte=0, points__lte=models.F("max_points")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enrolment} · {self.number}"


class Evidence(models.Model):
    """What a teacher hands in for an evidence task: text, a private file, or both."""

    class Status(models.TextChoices):
        SUBMITTED = "submitted", _("Handed in")
        ACCEPTED = "accepted", _("Accepted")
        RETURNED = "returned", _("Returned with remarks")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="evidence")
    lesson_uid = models.UUIDField()
    block_uid = models.UUIDField()
    text = models.TextField(blank=True)
    file = models.FileField(storage=private_storage, upload_to="evidence/%Y/%m/", blank=True)
    file_name = models.CharField(max_length=200, blank=True)
    media_type = models.CharField(max_length=80, blank=True)
    size = models.PositiveIntegerField(default=0)
    status = models.CharField(max_length=10, choices=Status, default=Status.SUBMITTED)
    submitted_at = models.DateTimeField()
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    reviewed_at = models.DateTimeField(null=True, blank=True)
    remark = models.TextField(blank=True)

    class Meta:
        ordering = ["-submitted_at"]
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "block_uid"], name="one_evidence_per_task"),
            models.CheckConstraint(name="evidence_not_empty", condition=~Q(text="", file="")),
        ]

    def __str__(self) -> str:
        return f"{self.enrolment} · {self.block_uid}"
