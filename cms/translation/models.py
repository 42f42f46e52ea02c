"""What people proposed as translation of the texts of courses, each with the very text that it translates."""

import uuid
from pathlib import PurePosixPath

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cms.translation.standing import APPROVED, PROPOSED, REPLACED, RETURNED

LONGEST = 20_000


def recording_path(instance: "Translation", filename: str) -> str:
    """A name that says nothing of whose voice it is."""
    return f"translations/{instance.course_uid}/{instance.uid}{PurePosixPath(filename).suffix.lower()}"


class Translation(models.Model):
    """One wording of one text in one language. Its words never change: whoever knows better proposes another.

    ``block_uid`` is the part of the course (block, lesson, module or course) and ``unit`` the text in it, as
    ``translation.units`` names it; ``source`` is what it translates.
    """

    class Status(models.TextChoices):
        PROPOSED = PROPOSED, _("waits for review")
        APPROVED = APPROVED, _("reviewed")
        RETURNED = RETURNED, _("returned")
        REPLACED = REPLACED, _("replaced by a later one")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    course_uid = models.UUIDField()
    block_uid = models.CharField(max_length=40)
    unit = models.CharField(max_length=250)
    language = models.CharField(_("language"), max_length=20)
    source = models.TextField(_("text translated"))
    text = models.TextField(_("translation"), max_length=LONGEST, blank=True)
    recording = models.FileField(_("recording"), upload_to=recording_path, blank=True)
    seconds = models.PositiveIntegerField(_("seconds"), default=0)
    dialect = models.CharField(_("dialect or community"), max_length=80, blank=True)
    note = models.CharField(_("note"), max_length=500, blank=True)
    translator = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("translator")
    )
    translated_at = models.DateTimeField(_("translated at"))
    status = models.CharField(_("state"), max_length=10, choices=Status, default=Status.PROPOSED)
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+",
        verbose_name=_("reviewer"),
    )  # fmt: skip
    reviewed_at = models.DateTimeField(_("reviewed at"), null=True, blank=True)
    remark = models.CharField(_("remark"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("translation")
        verbose_name_plural = _("translations")
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["course_uid", "language", "block_uid"], name="translations_of_part"),
            models.Index(fields=["translator", "status"], name="translations_by_person"),
        ]
        constraints = [
            models.CheckConstraint(name="translation_seen_by_two_people", condition=~Q(reviewer=F("translator"))),
            models.CheckConstraint(
                name="translation_decided_with_its_date",
                condition=Q(status=PROPOSED, reviewed_at=None, reviewer=None)
                | (~Q(status=PROPOSED) & Q(reviewed_at__isnull=False)),
            ),
            models.CheckConstraint(name="translation_returned_in_words", condition=~Q(status=RETURNED, remark="")),
            models.CheckConstraint(name="translation_written_or_spoken", condition=~Q(text="") | ~Q(recording="")),
        ]

    def __str__(self) -> str:
        return f"{self.language}: {self.text[:60]}"
