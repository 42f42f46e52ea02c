"""Assessment: attempts at a lesson's questions with the exact text answered, and evidence of practice."""

import uuid
from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import Q, Value
from django.utils.translation import gettext_lazy as _

from courses.assessment.saving import Draft
from courses.editions.models import Edition, Frozen
from courses.study.models import Enrolment
from foundation.storage import private_storage
from foundation.text import minutes_and_seconds


class Attempt(models.Model):
    """One try at the questions of a lesson.

    ``edition`` is the one by whose key it was marked, empty for the one that is studied now (a move writes it down).
    ``questions`` is the exact source shown (as in the edition, one language), ``answers`` {question uid: answer},
    ``result`` {question uid: {"fraction", "feedback", …}} once submitted. ``deadline_at`` is the end of a timed one;
    ``timed_out`` says that the clock sent it, with what was saved by then. ``versions`` has by question which save
    its answer is from (``saving``), so that an older one never takes its place.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="attempts")
    lesson_uid = models.UUIDField()
    edition = models.ForeignKey(Edition, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    number = models.PositiveSmallIntegerField()
    language = models.CharField(max_length=20)
    questions = models.JSONField()
    answers = models.JSONField(default=dict)
    result = models.JSONField(default=dict)
    points = models.DecimalField(max_digits=7, decimal_places=3, null=True)
    max_points = models.DecimalField(max_digits=7, decimal_places=3)
    started_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)
    deadline_at = models.DateTimeField(null=True)
    timed_out = models.BooleanField(default=False, db_default=False)
    versions = models.JSONField(default=dict, db_default=Value({}, output_field=models.JSONField()))

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
            models.CheckConstraint(
                name="timed_out_at_its_deadline",
                condition=Q(timed_out=False) | Q(deadline_at__isnull=False, submitted_at=models.F("deadline_at")),
            ),
        ]
        indexes = [models.Index(fields=["deadline_at"], condition=Q(submitted_at=None), name="attempt_running")]

    def __str__(self) -> str:
        return f"{self.enrolment} · {self.number}"

    @property
    def counted(self) -> Decimal:
        """The points that count: the best that marking, or marking again, gave; asked for unless ``with_counted``."""
        if "regraded_points" in self.__dict__:
            regraded = self.__dict__["regraded_points"]
        else:
            regraded = self.regradings.aggregate(best=models.Max("points_after"))["best"]
        return max(self.points or Decimal(0), regraded or Decimal(0))

    @property
    def draft(self) -> Draft:
        """The answers so far, each with the version that it has."""
        versions = {question: (int(counter), str(tab)) for question, (counter, tab) in self.versions.items()}
        return Draft(self.answers, versions)

    def take(self, draft: Draft) -> None:
        """Make a draft the answers of the attempt."""
        self.answers, self.versions = draft.answers, {uid: list(version) for uid, version in draft.versions.items()}


class Regrading(Frozen):
    """What an attempt gained when a key was corrected: with which edition's key, by whom, when and why.

    The attempt itself stays as it was submitted. ``result`` has the better mark of each question.
    """

    attempt = models.ForeignKey(Attempt, on_delete=models.PROTECT, related_name="regradings")
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="+")
    points_before = models.DecimalField(max_digits=7, decimal_places=3)
    points_after = models.DecimalField(max_digits=7, decimal_places=3)
    result = models.JSONField()
    reason = models.TextField()
    regraded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    regraded_at = models.DateTimeField()

    class Meta:
        ordering = ["attempt", "regraded_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["attempt", "edition"], name="regraded_once_by_each_key"),
            models.CheckConstraint(name="regraded_upwards", condition=Q(points_after__gt=models.F("points_before"))),
            models.CheckConstraint(name="regraded_for_a_reason", condition=~Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"{self.attempt}: {self.points_before} → {self.points_after}"


class ExtraTime(models.Model):
    """How much longer one person may answer in timed lessons. Why is nobody's business, so it is not kept."""

    enrolment = models.OneToOneField(Enrolment, primary_key=True, on_delete=models.CASCADE, related_name="extra_time")
    percent = models.PositiveSmallIntegerField()
    granted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    granted_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(name="extra_time_is_some", condition=Q(percent__gte=1, percent__lte=300))]

    def __str__(self) -> str:
        return f"{self.enrolment} · +{self.percent} %"


class Evidence(models.Model):
    """What a teacher hands in for one task: a text, and any number of pieces.

    The text is read by whoever may review; a piece has an access level of its own. ``edition`` is the one whose task it
    answers, empty for the one that is studied now (a move writes it down).
    """

    class Status(models.TextChoices):
        SUBMITTED = "submitted", _("Handed in")
        ACCEPTED = "accepted", _("Accepted")
        RETURNED = "returned", _("Returned with remarks")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="evidence")
    lesson_uid = models.UUIDField()
    block_uid = models.UUIDField()
    edition = models.ForeignKey(Edition, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    text = models.TextField(blank=True)
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
        ]

    def __str__(self) -> str:
        return f"{self.enrolment} · {self.block_uid}"


class Piece(models.Model):
    """One file of a piece of evidence: a photo, a recording, a PDF. Who may open it: docs/evidence.md.

    ``uid`` is made by whoever uploads, so that sending twice stores once. ``seconds`` is the length of a recording, as
    far as it could be read. A piece that is gone keeps its row, without the file and without names of people.
    """

    class Access(models.TextChoices):
        PUBLIC = "public", _("Public: anybody with the address, once it was accepted")
        PROGRAMME = "programme", _("Programme: only whoever reviews courses at your institute")
        COMMUNITY = "community", _("Community only: whoever accompanies your group, and the trainers of your institute")

    class Consent(models.TextChoices):
        NOBODY = "nobody", _("Nobody else can be seen, heard or recognised in it")
        GIVEN = "given", _("Other people can be recognised, and they gave their consent")
        UNSTATED = "unstated", _("Handed in before this was asked")

    class Gone(models.TextChoices):
        REMOVED = "removed", _("Removed by who handed it in")
        CONSENT = "consent", _("Deleted because a consent was withdrawn")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    evidence = models.ForeignKey(Evidence, on_delete=models.PROTECT, related_name="pieces")
    file = models.FileField(storage=private_storage, upload_to="evidence/%Y/%m/", blank=True)
    file_name = models.CharField(max_length=200, blank=True)
    media_type = models.CharField(max_length=80)
    size = models.PositiveIntegerField()
    seconds = models.PositiveIntegerField(null=True, blank=True)
    access = models.CharField(max_length=10, choices=Access, default=Access.PROGRAMME)
    consent = models.CharField(max_length=10, choices=Consent)
    consent_note = models.TextField(blank=True)
    added_at = models.DateTimeField()
    gone_at = models.DateTimeField(null=True, blank=True)
    gone_because = models.CharField(max_length=10, choices=Gone, blank=True)

    class Meta:
        ordering = ["added_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="piece_gone_without_its_file",
                condition=(Q(gone_at=None, gone_because="") & ~Q(file=""))
                | (Q(gone_at__isnull=False, file="", file_name="", consent_note="") & ~Q(gone_because="")),
            ),
            models.CheckConstraint(
                name="piece_consent_says_whose",
                condition=~Q(consent="given") | ~Q(consent_note="") | Q(gone_at__isnull=False),
            ),
            models.CheckConstraint(
                name="piece_public_only_with_consent", condition=~Q(access="public", consent="unstated")
            ),
            models.CheckConstraint(
                name="piece_access_known", condition=Q(access__in=["public", "programme", "community"])
            ),
        ]
        indexes = [models.Index(fields=["evidence"], condition=Q(gone_at=None), name="piece_still_there")]

    def __str__(self) -> str:
        return str(self.uid)  # the log keeps what stands here for good, and a file's name may name somebody

    @property
    def kind(self) -> str:
        """What it is: "image", "audio" or "pdf"."""
        return "pdf" if self.media_type == "application/pdf" else self.media_type.partition("/")[0]

    @property
    def length(self) -> str:
        """How long a recording lasts, as players show it; empty where unknown."""
        return "" if self.seconds is None else minutes_and_seconds(self.seconds)
