"""What somebody keeps for themselves while reading: notes, and the place where they left."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from courses.editions.models import Course
from courses.study.models import Enrolment


class Note(models.Model):
    """A note of one's own about a lesson; nobody else reads it, and it outlives the enrolment and its edition.

    ``anchor`` is the id of the part of the page it stands beside and ``about`` its first words, both empty for the
    whole lesson. ``version`` counts the changes. ``beside`` is set on the text that another device wrote meanwhile.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notes")
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="+")
    lesson_uid = models.UUIDField()
    lesson_title = models.CharField(max_length=220)
    anchor = models.CharField(max_length=60, blank=True)
    about = models.CharField(max_length=160, blank=True)
    text = models.TextField(_("text"))
    version = models.PositiveIntegerField(default=1)
    beside = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="+")
    written_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["-changed_at", "-pk"]
        constraints = [
            models.CheckConstraint(name="note_says_something", condition=~Q(text="")),
            models.CheckConstraint(name="note_changed_after_written", condition=Q(changed_at__gte=F("written_at"))),
        ]
        indexes = [
            models.Index(fields=["author", "course", "lesson_uid"], name="note_of_lesson"),
            models.Index(fields=["author", "-changed_at"], name="note_latest"),
        ]

    def __str__(self) -> str:
        return self.text[:40]


class ReadingPlace(models.Model):
    """Where an enrolment's lessons were left: {lesson uid: id of the part of the page read last}.

    A row of its own, so that reading on never waits for events being folded; read along with the enrolment.
    """

    enrolment = models.OneToOneField(
        Enrolment, primary_key=True, on_delete=models.CASCADE, related_name="reading_place"
    )
    places = models.JSONField(default=dict)
    kept_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.enrolment_id)
