"""The proposal box: what teachers and citizens ask authors to mend or add in a published course."""

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from accounts.models import TeacherProfile

LONGEST = 2000


class Proposal(models.Model):
    """One proposal. Its words never change; ``place`` says in words what part of the course it was about."""

    class Kind(models.TextChoices):
        CORRECTION = "correction", _("Correction")
        ADDITION = "addition", _("Something to add")
        TRANSLATION = "translation", _("Translation or language")
        ACCESSIBILITY = "accessibility", _("Accessibility")
        OTHER = "other", _("Something else")

    class Status(models.TextChoices):
        RECEIVED = "received", _("Received")
        IN_STUDY = "in_study", _("Under consideration")
        ACCEPTED = "accepted", _("Accepted")
        ANSWERED = "answered", _("Answered")
        WITHDRAWN = "withdrawn", pgettext_lazy("proposal", "Withdrawn")

    uid = models.UUIDField(unique=True, default=uuid.uuid4)
    course_uid = models.UUIDField()
    lesson_uid = models.UUIDField(null=True, blank=True)
    block_uid = models.CharField(max_length=40, blank=True)
    place = models.CharField(_("part of the course"), max_length=250, blank=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="proposals",
        verbose_name=_("author"),
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    text = models.TextField(_("proposal"), max_length=LONGEST)
    is_public = models.BooleanField(_("anybody may read it"), default=False)
    shows_name = models.BooleanField(_("with the author's name"), default=False)
    created_at = models.DateTimeField(_("received at"))

    status = models.CharField(_("state"), max_length=12, choices=Status, default=Status.RECEIVED)
    answer = models.TextField(_("answer"), max_length=LONGEST, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    # What the block said when the proposal was accepted: once it says something else, it may have been worked in.
    block_digest = models.CharField(max_length=64, blank=True)
    worked_in_at = models.DateTimeField(null=True, blank=True)
    included_in = models.PositiveIntegerField(_("edition that includes it"), null=True, blank=True)
    included_at = models.DateTimeField(null=True, blank=True)

    hidden_at = models.DateTimeField(null=True, blank=True)
    hidden_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    hidden_reason = models.CharField(max_length=300, blank=True)
    # When the course's authors were told of it, in their daily letter.
    told_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["course_uid", "-created_at"], name="proposals_of_course")]
        constraints = [
            models.CheckConstraint(
                name="proposal_decided_with_its_date",
                condition=Q(status__in=["accepted", "answered"], decided_at__isnull=False)
                | (~Q(status__in=["accepted", "answered"]) & Q(decided_at=None)),
            ),
            models.CheckConstraint(name="proposal_answered_in_words", condition=~Q(status="answered", answer="")),
            models.CheckConstraint(
                name="proposal_hidden_with_a_reason",
                condition=Q(hidden_at=None, hidden_reason="") | (Q(hidden_at__isnull=False) & ~Q(hidden_reason="")),
            ),
            models.CheckConstraint(
                name="proposal_included_once_accepted",
                condition=Q(included_in=None, included_at=None)
                | Q(included_in__isnull=False, included_at__isnull=False, status="accepted"),
            ),
            models.CheckConstraint(
                name="proposal_block_within_a_lesson", condition=Q(block_uid="") | Q(lesson_uid__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.text[:60]}"

    @property
    def is_open(self) -> bool:
        """Whether it waits for an answer."""
        return self.status in (self.Status.RECEIVED, self.Status.IN_STUDY)

    @property
    def is_shown_to_all(self) -> bool:
        return self.is_public and self.hidden_at is None and self.status != self.Status.WITHDRAWN

    @property
    def signature(self) -> str:
        """Whose it is, as its author allowed; ``author__teacher_profile`` is best loaded with it."""
        if self.author is None:
            return gettext("A person who left the platform")
        if self.shows_name:
            return self.author.get_full_name()
        return gettext("A teacher of Jalisco") if _is_teacher(self.author) else gettext("A citizen")


def _is_teacher(person: Any) -> bool:
    try:
        return person.teacher_profile is not None
    except TeacherProfile.DoesNotExist:
        return False


class Support(models.Model):
    """A person agrees with a proposal, once."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="supports")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["proposal", "person"], name="support_once_each")]

    def __str__(self) -> str:
        return f"{self.person}: {self.proposal}"
