"""Study: who studies which edition, what happened (events), and where that leaves them (progress)."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from courses.cohorts.models import Cohort
from courses.editions.models import Course, Edition
from courses.study.batches import Sent, sent_of
from courses.study.completion import ACCEPTED, HANDED_IN
from institutes.models import Organisation


class Enrolment(models.Model):
    """A teacher studies one edition; ``institute`` is the one that answers for it and certifies."""

    class Status(models.TextChoices):
        ACTIVE = "active", _("In progress")
        COMPLETED = "completed", _("Completed")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    teacher = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="enrolments")
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="enrolments")
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="enrolments")
    institute = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="enrolments")
    cohort = models.ForeignKey(Cohort, null=True, blank=True, on_delete=models.PROTECT, related_name="enrolments")
    status = models.CharField(max_length=10, choices=Status, default=Status.ACTIVE)
    grade = models.DecimalField(max_digits=3, decimal_places=1, null=True)
    rule_version = models.CharField(max_length=20, blank=True)  # by which it was completed
    completes_by = models.CharField(max_length=20, default=ACCEPTED, db_default=HANDED_IN)  # the rule it began under
    enrolled_at = models.DateTimeField()
    completed_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    edition_since = models.DateTimeField(null=True)  # of the last move to another edition, see Move

    class Meta:
        ordering = ["-enrolled_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["teacher", "course"], condition=~Q(status="withdrawn"), name="one_enrolment_per_course"
            ),
            models.CheckConstraint(
                name="completed_with_date_grade_and_rule",
                condition=~Q(status="completed")
                | (Q(completed_at__isnull=False, grade__isnull=False) & ~Q(rule_version="")),
            ),
            models.CheckConstraint(
                name="withdrawn_with_date",
                condition=Q(status="withdrawn", withdrawn_at__isnull=False)
                | (~Q(status="withdrawn") & Q(withdrawn_at=None)),
            ),
            models.CheckConstraint(name="grade_on_scale", condition=Q(grade=None) | Q(grade__gte=5, grade__lte=10)),
        ]
        indexes = [models.Index(fields=["institute", "status"], name="enrolment_institute_status")]

    def __str__(self) -> str:
        return f"{self.teacher} · {self.edition}"


class Move(models.Model):
    """An enrolment went from one edition to another: a row for each time, which the database refuses to change.

    What was done before is kept under the edition in which it was done (``StudyEvent.edition``), so that going back
    finds everything. ``undoes`` is the move that this one takes back.
    """

    class Why(models.TextChoices):
        CHOICE = "choice", _("By the teacher's own choice")
        GROUP = "group", _("With the group")
        UNDONE = "undone", _("Taken back")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="moves")
    from_edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="+")
    to_edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="+")
    why = models.CharField(max_length=10, choices=Why)
    note = models.TextField(blank=True)
    moved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    moved_at = models.DateTimeField()
    undoes = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="undone_by")

    class Meta:
        ordering = ["enrolment", "moved_at", "pk"]
        constraints = [
            models.CheckConstraint(name="move_changes_edition", condition=~Q(from_edition=models.F("to_edition"))),
            models.CheckConstraint(
                name="move_taken_back_says_which",
                condition=Q(why="undone", undoes__isnull=False) | (~Q(why="undone") & Q(undoes=None)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enrolment_id}: {self.from_edition_id} → {self.to_edition_id}"


class WaitingPlace(models.Model):
    """Somebody's place in the line for a full cohort; the line is served by ``joined_at``."""

    class Outcome(models.TextChoices):
        ENROLLED = "enrolled", _("Got a place")
        LEFT = "left", _("Left the list")
        ELSEWHERE = "elsewhere", _("Enrolled elsewhere")

    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="waiting")
    teacher = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="waiting_places")
    joined_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)

    class Meta:
        ordering = ["cohort", "joined_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["cohort", "teacher"], condition=Q(ended_at=None), name="one_waiting_place_per_cohort"
            ),
            models.CheckConstraint(
                name="waiting_ends_with_an_outcome",
                condition=Q(ended_at=None, outcome="") | (Q(ended_at__isnull=False) & ~Q(outcome="")),
            ),
        ]
        indexes = [models.Index(fields=["cohort", "joined_at"], condition=Q(ended_at=None), name="waiting_in_line")]

    def __str__(self) -> str:
        return f"{self.teacher} · {self.cohort}"


class Admission(models.Model):
    """Somebody may join a cohort without the courses that it asks for, and why."""

    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="admissions")
    teacher = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    reason = models.TextField()
    granted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    granted_at = models.DateTimeField()

    class Meta:
        ordering = ["-granted_at"]
        constraints = [
            models.UniqueConstraint(fields=["cohort", "teacher"], name="one_admission_per_cohort"),
            models.CheckConstraint(name="admission_with_a_reason", condition=~Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"{self.teacher} · {self.cohort}"


class Extension(models.Model):
    """One person may work in their cohort until a later day, and why; the latest day counts."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="extensions")
    until = models.DateField()
    reason = models.TextField()
    granted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    granted_at = models.DateTimeField()

    class Meta:
        ordering = ["-until", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "until"], name="one_extension_per_day"),
            models.CheckConstraint(name="extension_with_a_reason", condition=~Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"{self.enrolment} · {self.until}"


class StudyEvent(models.Model):
    """Something that happened, stored once. Its id, counter and clock are the device's, ``received_at`` is ours.

    ``happened_at`` is the time that can be believed. ``edition`` is the one in which it happened, empty for the one
    that is studied now: a move writes it down. Kinds and payloads: docs/events.md.
    """

    id = models.UUIDField(primary_key=True)
    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="events")
    device = models.UUIDField()
    counter = models.PositiveBigIntegerField()
    kind = models.CharField(max_length=30)
    lesson_uid = models.UUIDField()
    edition = models.ForeignKey(Edition, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    payload = models.JSONField(default=dict)
    device_at = models.DateTimeField()
    received_at = models.DateTimeField()
    happened_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "device", "counter"], name="event_counter_unique_per_device")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"


class SetAsideEvent(models.Model):
    """What a device sent and could not be applied, as it came: shown to its sender, tried again when that may help."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="set_aside_events")
    digest = models.CharField(max_length=64)
    event = models.JSONField()
    reason = models.CharField(max_length=40)
    received_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-received_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["user", "digest"], name="set_aside_once"),
            models.CheckConstraint(name="set_aside_with_a_reason", condition=~Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.reason}"

    @cached_property
    def sent(self) -> Sent:
        """The event as it is read from a batch."""
        return sent_of(self.event)


class Progress(models.Model):
    """The fold of an enrolment's events (``folding.State`` as JSON), and what lists show of it.

    ``grade`` is the one reached so far; ``server_counter`` numbers the events that the server itself makes.
    """

    enrolment = models.OneToOneField(Enrolment, primary_key=True, on_delete=models.CASCADE, related_name="progress")
    state = models.JSONField(default=dict)
    lessons_finished = models.PositiveSmallIntegerField(default=0)
    lessons_total = models.PositiveSmallIntegerField(default=0)
    last_lesson_uid = models.UUIDField(null=True)
    grade = models.DecimalField(max_digits=3, decimal_places=1, null=True)
    server_counter = models.PositiveBigIntegerField(default=0)
    updated_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.lessons_finished}/{self.lessons_total}"

    @property
    def percent(self) -> int:
        return 100 * self.lessons_finished // self.lessons_total if self.lessons_total else 0
