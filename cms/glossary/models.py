"""An institute's glossary: terms explained once and used in any of its lessons."""

import unicodedata
import uuid
from typing import Any

from django.conf import settings
from django.core.validators import URLValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.search import index

from institutes.models import Organisation
from languages.alphabets import LONGEST_COLUMN, sort_column
from languages.selectors import order_of

LONGEST_REMARK = 2000


def folded(term: str) -> str:
    """A term without capitals and needless spaces. Accents and other marks stay: they make other words."""
    return unicodedata.normalize("NFC", " ".join(term.split())).casefold()


def name_of_language(tag: str) -> str:
    """What a language is called; its tag where it is no longer known."""
    return str(dict(settings.LANGUAGES).get(tag, tag))


class GlossaryTerm(index.Indexed, models.Model):
    """A term and what it means, in one language. A published course keeps the wording it was published with."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("organisation")
    )
    language = models.CharField(_("language"), max_length=20, default=settings.LANGUAGE_CODE)
    term = models.CharField(_("term"), max_length=120)
    folded = models.CharField(max_length=200, editable=False)
    sorted_by = models.CharField(max_length=LONGEST_COLUMN, editable=False, default="", db_default="")
    definition = models.TextField(
        _("definition"),
        max_length=1000,
        help_text=_("In plain words: what somebody needs who meets it for the first time."),
    )
    person = models.CharField(
        _("who explained it"), max_length=160, blank=True, help_text=_("Optional: the person to be credited.")
    )
    source = models.CharField(
        _("where it comes from"),
        max_length=300,
        blank=True,
        validators=[URLValidator(schemes=["http", "https"])],
        help_text=_("The address of the original, if it has one."),
    )

    is_shared = models.BooleanField(
        _("other institutes may read it"),
        default=False,
        db_default=False,
        help_text=_(
            "Whoever writes courses elsewhere then finds it, says how it is said in their language, and discusses it."
        ),
    )

    search_fields = [
        index.SearchField("term"), index.AutocompleteField("term"), index.SearchField("definition"),
        index.FilterField("organisation_id"), index.FilterField("language"),
    ]  # fmt: skip

    class Meta:
        verbose_name = _("glossary term")
        verbose_name_plural = _("glossary terms")
        ordering = ["sorted_by", "folded", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "language", "folded"],
                name="term_once_per_language",
                violation_error_message=_("This term is in the glossary already: change that one instead."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.term} ({self.language_name})"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.folded = folded(self.term)
        self.sorted_by = sort_column(self.term, order_of(self.language), self.language)
        super().save(*args, **kwargs)

    @property
    def language_name(self) -> str:
        return name_of_language(self.language)

    def clean(self) -> None:
        self.folded = folded(self.term)


class Equivalent(models.Model):
    """How a term is said in a language, somewhere. Its words never change: who knows better says another beside it."""

    term = models.ForeignKey(GlossaryTerm, on_delete=models.CASCADE, related_name="equivalents")
    language = models.CharField(_("language"), max_length=20)
    text = models.CharField(_("how it is said"), max_length=120)
    folded = models.CharField(max_length=200, editable=False)
    dialect = models.CharField(_("dialect"), max_length=80, blank=True)
    community = models.CharField(_("community"), max_length=80, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    said_at = models.DateTimeField()
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("equivalent of a term")
        verbose_name_plural = _("equivalents of terms")
        ordering = ["language", "folded", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["term", "language", "folded", "dialect", "community"],
                condition=Q(withdrawn_at=None),
                name="said_once_per_place",
            ),
            models.CheckConstraint(
                name="withdrawn_with_its_date", condition=Q(withdrawn_by=None) | Q(withdrawn_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.text} ({self.language_name})"

    @property
    def language_name(self) -> str:
        return name_of_language(self.language)

    @property
    def place(self) -> str:
        """Dialect and community, as far as they were told."""
        return ", ".join(part for part in (self.dialect, self.community) if part)


class Remark(models.Model):
    """What somebody says about a term. ``key`` is made by the page, so that sending it twice says it once."""

    key = models.UUIDField(unique=True)
    term = models.ForeignKey(GlossaryTerm, on_delete=models.CASCADE, related_name="remarks")
    writer = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    text = models.TextField(_("remark"), max_length=LONGEST_REMARK)
    written_at = models.DateTimeField()
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("remark on a term")
        verbose_name_plural = _("remarks on terms")
        ordering = ["written_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="remark_withdrawn_with_its_date", condition=Q(withdrawn_by=None) | Q(withdrawn_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return self.text[:60]
