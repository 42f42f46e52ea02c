"""Banks of questions: kept by an organisation, drawn from by its courses."""

import uuid
from collections.abc import Collection
from typing import Any, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from cms.pages.ids import settle_ids
from cms.questions.contents import digest_of
from cms.questions.fields import QuestionField
from cms.questions.formats.markup import text_of
from foundation.storage import private_storage
from institutes.models import Organisation

LONGEST_NAME = 120


def languages() -> list[tuple[str, str]]:
    """In which languages a bank may be."""
    return list(settings.WAGTAIL_CONTENT_LANGUAGES)


class QuestionBank(models.Model):
    """Questions of one organisation in one language, for any of its courses."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="question_banks", verbose_name=_("organisation")
    )
    name = models.CharField(_("name"), max_length=LONGEST_NAME)
    language = models.CharField(_("language"), max_length=20, choices=languages, default=settings.LANGUAGE_CODE)
    description = models.TextField(
        _("description"), max_length=600, blank=True, help_text=_("What its questions are about and for whom.")
    )
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("question bank")
        verbose_name_plural = _("question banks")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                "organisation",
                Lower("name"),
                name="bank_name_once_per_organisation",
                violation_error_message=_("The organisation already has a bank of this name: choose another name."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def questions_for(self, *, tags: Collection[str] = (), skills: Collection[str] = ()) -> list[tuple[str, str, Any]]:
        """(identifier, kind, block value) of the questions that bear one of the tags and one of the skills.

        Without tags, or skills, that filter lets every question through. One query.
        """
        chosen = self.questions.having(tags=tags, skills=skills).order_by("created_at", "pk")
        return [(str(question.uid), question.kind, question.value) for question in chosen]


class BankQuestionQuerySet(models.QuerySet["BankQuestion"]):
    """Reads of questions."""

    def having(self, *, tags: Collection[str] = (), skills: Collection[str] = ()) -> Self:
        """Questions with at least one of the tags and at least one of the skills."""
        return self._with_any("tag_lines", tags)._with_any("skill_lines", skills)

    def _with_any(self, column: str, labels: Collection[str]) -> Self:
        wanted = Q()
        for label in labels:
            wanted |= Q(**{f"{column}__contains": f"\n{label}\n"})
        return self.filter(wanted)


BankQuestionManager = models.Manager.from_queryset(BankQuestionQuerySet)


def as_lines(labels: Collection[str]) -> str:
    """Labels in one column, so that five thousand questions are written, and filtered, without a second table."""
    tidy = dict.fromkeys(" ".join(str(label).split()) for label in labels)
    kept = [label for label in tidy if label]
    return "\n" + "\n".join(kept) + "\n" if kept else ""


class BankQuestion(models.Model):
    """One question of a bank, edited with the same block as in a lesson, whose identifier is the question's own."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    bank = models.ForeignKey(
        QuestionBank, on_delete=models.CASCADE, related_name="questions", verbose_name=_("question bank")
    )
    name = models.CharField(
        _("name"), max_length=LONGEST_NAME, blank=True,
        help_text=_("To find it again; teachers do not see it. Empty: the question's first words."),
    )  # fmt: skip
    body: Any = QuestionField(verbose_name=_("question"))
    # What lists search, sort and filter by, and imports compare: always taken from ``body`` (see ``settle``).
    kind = models.CharField(_("kind"), max_length=40, editable=False)
    prompt_text = models.TextField(editable=False, blank=True)
    tag_lines = models.TextField(editable=False, blank=True)
    skill_lines = models.TextField(editable=False, blank=True)
    digest = models.CharField(max_length=64, editable=False)
    # Where an imported question comes from: its identifier in the file, and what it said there.
    source_id = models.CharField(_("identifier in the imported file"), max_length=200, blank=True, editable=False)
    imported_digest = models.CharField(max_length=64, blank=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )
    objects = BankQuestionManager()

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ["name", "pk"]
        indexes = [
            models.Index(fields=["bank", "digest"], name="bank_question_digest"),
            models.Index(fields=["bank", "imported_digest"], name="bank_question_imported"),
            models.Index(fields=["bank", "name"], name="bank_question_name"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["bank", "source_id"], condition=~Q(source_id=""), name="bank_question_imported_once"
            )
        ]

    def __str__(self) -> str:
        return self.name or self.prompt_text[:LONGEST_NAME]

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.settle()
        super().save(*args, **kwargs)

    @property
    def value(self) -> Any:
        """The question's block value."""
        return self.body[0].value

    @property
    def tags(self) -> list[str]:
        return self.tag_lines.split("\n")[1:-1]

    @tags.setter
    def tags(self, labels: Collection[str]) -> None:
        self.tag_lines = as_lines(labels)

    @property
    def skills(self) -> list[str]:
        return self.skill_lines.split("\n")[1:-1]

    def settle(self) -> None:
        """Take from the question's block whatever the row keeps beside it; before each write, bulk ones too."""
        child = self.body[0]
        child.id = str(self.uid)
        settle_ids(self.body)
        stored = self.body.get_prep_value()[0]["value"]
        self.kind = child.block_type.removeprefix("question_")
        self.prompt_text = text_of(stored.get("prompt") or "")
        self.name = (self.name or self.prompt_text)[:LONGEST_NAME]
        self.skill_lines = as_lines(_values(stored.get("skills") or []))
        self.digest = digest_of(self.kind, stored)

    def clean(self) -> None:
        if len(self.body) != 1:
            raise ValidationError({"body": _("Write exactly one question.")})


def _values(stored: list[Any]) -> list[str]:
    return [str(item["value"] if isinstance(item, dict) else item) for item in stored]


def import_path(instance: "QuestionImport", filename: str) -> str:
    """Never the name it was uploaded with: that is kept apart, to be shown."""
    return f"question-imports/{instance.uid}"


class QuestionImport(models.Model):
    """A file on its way into a bank: checked first, imported once whoever sent it has read the report.

    The file is kept only until then.
    """

    class Status(models.TextChoices):
        CHECKING = "checking", _("Being checked")
        CHECKED = "checked", _("Checked, waiting for your decision")
        IMPORTING = "importing", _("Being imported")
        DONE = "done", _("Imported")
        UNREADABLE = "unreadable", _("The file cannot be read")
        DISCARDED = "discarded", _("Discarded")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    bank = models.ForeignKey(QuestionBank, on_delete=models.CASCADE, related_name="imports")
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="question_imports"
    )
    file = models.FileField(storage=private_storage, upload_to=import_path, blank=True)
    filename = models.CharField(max_length=200)
    format = models.CharField(max_length=12, blank=True)
    status = models.CharField(max_length=12, choices=Status, default=Status.CHECKING)
    # What reports.Report.as_json() gives: of the check until imported, then of the import.
    report = models.JSONField(default=dict)
    created_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("import of questions")
        verbose_name_plural = _("imports of questions")
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return self.filename
