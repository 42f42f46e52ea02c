"""Marking: what waits for a person, what people said of it, and appeals. Rules: docs/marking.md."""

import uuid
from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from courses.assessment.models import Attempt, Evidence
from courses.marking import settling
from courses.marking.settling import Given
from courses.study.models import Enrolment


class Work(models.Model):
    """What one person has to mark: an open answer of a submitted attempt, or a version of evidence.

    ``state`` is what the marks lead to (``settling.next_state``), kept for lists. An answer never changes; a version
    of evidence is copied into ``text`` and ``pieces`` (uids) when somebody first marks or returns it, and what comes
    after is another version.
    """

    class State(models.TextChoices):
        TO_MARK = settling.TO_MARK, _("To mark")
        TO_MARK_TWICE = settling.TO_MARK_TWICE, _("To mark a second time")
        TO_DECIDE = settling.TO_DECIDE, _("To decide between two marks")
        APPEALED = settling.APPEALED, _("Appealed")
        MARKED = settling.MARKED, _("Marked")
        RETURNED = settling.RETURNED, _("Returned with remarks")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="works")
    attempt = models.ForeignKey(Attempt, null=True, on_delete=models.PROTECT, related_name="works")
    question_uid = models.UUIDField(null=True)
    evidence = models.ForeignKey(Evidence, null=True, on_delete=models.PROTECT, related_name="works")
    version = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=10, choices=State, default=State.TO_MARK)
    handed_in_at = models.DateTimeField()
    text = models.TextField(blank=True)
    pieces = models.JSONField(default=list)
    frozen_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["handed_in_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["attempt", "question_uid"], name="work_once_per_answer"),
            models.UniqueConstraint(fields=["evidence", "version"], name="work_once_per_version"),
            models.CheckConstraint(
                name="work_is_an_answer_or_a_version",
                condition=Q(attempt__isnull=False, question_uid__isnull=False, evidence=None)
                | Q(attempt=None, question_uid=None, evidence__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["enrolment", "state"], name="work_of_enrolment_by_state")]

    def __str__(self) -> str:
        return str(self.uid)

    @property
    def is_answer(self) -> bool:
        """Whether it is an open answer; otherwise it is evidence."""
        return self.attempt_id is not None

    @cached_property
    def given(self) -> list[Given]:
        """What was said so far, as the rules read it."""
        return [mark.given for mark in self.marks.all()]

    @property
    def is_marked(self) -> bool:
        """Whether a score stands: an appeal does not take it away."""
        return self.state in {self.State.MARKED, self.State.APPEALED}

    @property
    def score(self) -> Decimal | None:
        """The score that counts; None until it is marked, or where nothing is scored."""
        return settling.score_of(self.given) if self.is_marked else None

    @property
    def max_score(self) -> Decimal | None:
        """What it could have earned at most, once it is marked."""
        return next((mark.max_score for mark in self.marks.all() if mark.score is not None), None)


class Mark(models.Model):
    """What one person said of a work; never changed, never taken back (a trigger refuses).

    ``levels`` is the rubric as it was: of each criterion its text, the level chosen with its text and points, its rank
    among the levels (0 is the lowest), and the most points it gives.
    """

    class Role(models.TextChoices):
        FIRST = settling.FIRST, _("First mark")
        SECOND = settling.SECOND, _("Second mark")
        THIRD = settling.THIRD, _("Deciding mark")
        APPEAL = settling.APPEAL, _("Decision about an appeal")
        RETURN = settling.RETURN, _("Returned to be improved")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    work = models.ForeignKey(Work, on_delete=models.PROTECT, related_name="marks")
    marker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=10, choices=Role)
    levels = models.JSONField(default=list)
    score = models.DecimalField(max_digits=8, decimal_places=3, null=True)
    max_score = models.DecimalField(max_digits=8, decimal_places=3, default=Decimal(0))
    comment = models.TextField(blank=True)
    marked_at = models.DateTimeField()

    class Meta:
        ordering = ["marked_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["work", "role"], name="mark_once_per_role"),
            models.UniqueConstraint(fields=["work", "marker"], name="mark_once_per_person"),
            models.CheckConstraint(
                name="mark_within_its_points",
                condition=Q(score=None) | Q(score__gte=0, score__lte=models.F("max_score")),
            ),
            models.CheckConstraint(
                name="mark_returned_with_a_remark", condition=~Q(role="return") | (Q(score=None) & ~Q(comment=""))
            ),
        ]

    def __str__(self) -> str:
        return str(self.uid)

    @property
    def given(self) -> Given:
        """As the rules read it."""
        ranks = {level["criterion"]: int(level["rank"]) for level in self.levels}
        return Given(self.role, ranks, self.score, self.max_score)


class Appeal(models.Model):
    """A teacher asks for another look at what was marked: once, with the reason. Another person decides, by a mark."""

    work = models.OneToOneField(Work, on_delete=models.PROTECT, related_name="appeal")
    reason = models.TextField()
    asked_at = models.DateTimeField()

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints = [models.CheckConstraint(name="appeal_with_a_reason", condition=~Q(reason=""))]

    def __str__(self) -> str:
        return str(self.work)
