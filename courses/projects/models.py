"""Community projects: who in the community advises a teacher, and what that person says of each milestone."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from courses.assessment.models import Evidence
from courses.study.models import Enrolment
from foundation.encryption import EncryptedTextField


class Adviser(models.Model):
    """A person whom a teacher names, with that person's agreement; needs no account.

    When the agreement ends, name and contact are erased and the row stays.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="advisers")
    project_uid = models.UUIDField()
    name = models.CharField(max_length=160, blank=True)
    contact = EncryptedTextField(blank=True)
    agreed_at = models.DateTimeField()
    gone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["enrolment", "project_uid", "agreed_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment", "project_uid"], condition=Q(gone_at=None), name="one_adviser_per_project"
            ),
            models.CheckConstraint(
                name="adviser_gone_without_name",
                condition=(Q(gone_at=None) & ~Q(name="")) | Q(gone_at__isnull=False, name="", contact=""),
            ),
        ]

    def __str__(self) -> str:
        return str(self.uid)  # the log keeps what stands here for good: no name that can be erased


class Endorsement(models.Model):
    """What an adviser is asked about one milestone, by a link that works once, and what they answer.

    ``in_person``: it was answered on the teacher's own device.
    """

    class Verdict(models.TextChoices):
        ENDORSED = "endorsed", _("Endorsed")
        NOT_YET = "not_yet", _("Not yet")

    adviser = models.ForeignKey(Adviser, on_delete=models.PROTECT, related_name="endorsements")
    evidence = models.ForeignKey(Evidence, on_delete=models.PROTECT, related_name="endorsements")
    token_digest = models.CharField(max_length=64, unique=True)
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    verdict = models.CharField(max_length=10, choices=Verdict, blank=True)
    remark = models.TextField(blank=True)
    in_person = models.BooleanField(default=False)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["evidence", "asked_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["evidence"], condition=Q(answered_at=None), name="one_open_endorsement_per_milestone"
            ),
            models.UniqueConstraint(
                fields=["evidence"], condition=Q(verdict="endorsed"), name="one_endorsement_per_milestone"
            ),
            models.CheckConstraint(
                name="endorsement_answered_with_a_verdict",
                condition=Q(answered_at=None, verdict="", remark="")
                | (Q(answered_at__isnull=False) & Q(verdict__in=["endorsed", "not_yet"])),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.adviser}: {self.get_verdict_display()}"
