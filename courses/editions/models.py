"""Editions: a published course frozen, so that nothing earned or answered shifts under anyone."""

import json
import uuid
from typing import Any, ClassVar, NoReturn

from django.conf import settings
from django.db import models
from django.db.models import Q, Value
from django.utils.translation import gettext_lazy as _

from cms.skills.models import Skill
from courses.editions.titles import Title
from institutes.models import Organisation, Post


class FrozenError(Exception):
    """Somebody tried to change what an edition froze; the database would refuse as well."""


class Frozen(models.Model):
    """A row that is written once. ``mutable`` names the columns that may change all the same."""

    mutable: ClassVar[frozenset[str]] = frozenset()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        changes = kwargs.get("update_fields")
        if not self._state.adding and not (changes and set(changes) <= self.mutable):
            raise FrozenError(f"{self._meta.label} {self.pk} never changes.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise FrozenError(f"{self._meta.label} {self.pk} is never deleted: hide its course from the catalogue instead.")


class Course(models.Model):
    """What editions are editions of; ``uid`` is the translation key of the course page it is authored on."""

    uid = models.UUIDField(primary_key=True, default=uuid.uuid4)
    slug = models.SlugField(max_length=140, unique=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="courses")
    latest = models.ForeignKey("Edition", null=True, on_delete=models.PROTECT, related_name="+")
    is_listed = models.BooleanField(default=True)

    def __str__(self) -> str:
        return self.slug


class Edition(Frozen):
    """One immutable edition. ``source_text`` is canonical JSON (docs/edition-format.md), ``digest`` its SHA-256.

    ``kind`` and ``changes`` tell what is different from the edition before (``comparing.Changes``).

    ``keys_digest`` tells an edition whose answer key alone was corrected from the one before. The other columns repeat
    what lists and rules read often; they are written once, with the row.
    """

    class CourseType(models.TextChoices):
        WORKSHOP = "taller", _("Workshop")
        COURSE = "curso", _("Course")
        DIPLOMA = "diplomado", _("Diploma course")

    class Kind(models.TextChoices):
        """How much changed against the edition before; the first edition has none, nor have those made without one."""

        MINOR = "minor", _("Minor: wording")
        MAJOR = "major", _("Major: structure or assessment")

    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    keys_digest = models.CharField(max_length=64, blank=True)
    source_text = models.TextField()
    title = models.CharField(max_length=200)
    summary = models.TextField(blank=True)
    course_type = models.CharField(max_length=12, choices=CourseType)
    hours = models.PositiveSmallIntegerField()
    pass_mark = models.DecimalField(max_digits=3, decimal_places=1)
    attempts_allowed = models.PositiveSmallIntegerField(null=True)
    source_language = models.CharField(max_length=20)
    languages = models.JSONField(default=list)
    cover_url = models.CharField(max_length=300, blank=True)
    cover_alt = models.CharField(max_length=300, blank=True)
    skills = models.ManyToManyField(Skill, related_name="editions")
    search_text = models.TextField(blank=True)  # read by the release before courses.finding; to be dropped after it
    notes = models.TextField(blank=True)
    kind = models.CharField(max_length=10, choices=Kind, blank=True, db_default="")
    changes = models.JSONField(default=dict, db_default=Value({}, output_field=models.JSONField()))
    is_demonstration = models.BooleanField(default=False)
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["course", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["course", "number"], name="edition_number_unique"),
            models.CheckConstraint(name="edition_hours_positive", condition=Q(hours__gt=0)),
            models.CheckConstraint(name="edition_pass_mark_on_scale", condition=Q(pass_mark__gte=5, pass_mark__lte=10)),
            models.CheckConstraint(name="edition_kind_known", condition=Q(kind__in=["", "minor", "major"])),
            models.CheckConstraint(name="edition_first_has_no_kind", condition=Q(number__gt=1) | Q(kind="")),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.number})"

    @property
    def source(self) -> dict[str, Any]:
        """The source document as data; parsed at each call."""
        document: dict[str, Any] = json.loads(self.source_text)
        return document


class EditionLevel(models.Model):
    """An education level that an edition is meant for; rows, so that the catalogue can filter by it."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="levels")
    level = models.CharField(max_length=20, choices=Post.Level)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["edition", "level"], name="edition_level_once")]

    def __str__(self) -> str:
        return self.get_level_display()


class EditionLanguage(models.Model):
    """A language in which an edition can be read."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="language_rows")
    language = models.CharField(max_length=20)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["edition", "language"], name="edition_language_once")]

    def __str__(self) -> str:
        return self.language


class AnswerKey(Frozen):
    """Right answers and feedback of an edition: {question uid: key}; only grading reads it."""

    edition = models.OneToOneField(Edition, primary_key=True, on_delete=models.PROTECT, related_name="answer_key")
    keys = models.JSONField()

    def __str__(self) -> str:
        return f"Key of {self.edition}"


class Content(Frozen):
    """Rendered lesson HTML under its own digest: unchanged lessons are shared between editions."""

    digest = models.CharField(max_length=64, primary_key=True)
    html = models.TextField()

    def __str__(self) -> str:
        return self.digest


class Lesson(Frozen):
    """A lesson of an edition in one language: a single look-up serves it.

    ``questions`` lists {"uid", "points"} of as many questions as an attempt is asked (those of a pool under its uid,
    with the points that marking gives at once) and ``evidence`` the uids of its evidence tasks, so that progress and
    completion never parse the source.
    """

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="lessons")
    language = models.CharField(max_length=20)
    uid = models.UUIDField()
    module_uid = models.UUIDField()
    position = models.PositiveSmallIntegerField()
    number = models.CharField(max_length=12)  # "2.3": third lesson of the second module
    title = models.CharField(max_length=200)
    module_title = models.CharField(max_length=200)
    # Where nobody translated a title: the language in which it stands instead of that of the lesson.
    title_language = models.CharField(max_length=20, blank=True, db_default="")
    module_title_language = models.CharField(max_length=20, blank=True, db_default="")
    minutes = models.PositiveSmallIntegerField(default=0)
    answer_minutes = models.PositiveSmallIntegerField(null=True)  # of a timed lesson: how long one may answer
    content = models.ForeignKey(Content, on_delete=models.PROTECT, related_name="+")
    questions = models.JSONField(default=list)
    evidence = models.JSONField(default=list)

    class Meta:
        ordering = ["edition", "language", "position"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "language", "uid"], name="lesson_once_per_language"),
            models.UniqueConstraint(fields=["edition", "language", "position"], name="lesson_position_unique"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    @property
    def heading(self) -> Title:
        """Its title with the language in which it stands."""
        return Title(self.title, self.title_language or self.language, self.language)

    @property
    def module_heading(self) -> Title:
        return Title(self.module_title, self.module_title_language or self.language, self.language)
