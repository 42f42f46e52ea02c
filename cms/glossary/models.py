"""An institute's glossary: terms explained once and used in any of its lessons."""

import unicodedata
import uuid
from typing import Any

from django.conf import settings
from django.core.validators import URLValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.search import index

from institutes.models import Organisation
from languages.alphabets import LONGEST_COLUMN, sort_column
from languages.selectors import order_of


def folded(term: str) -> str:
    """A term without capitals and needless spaces. Accents and other marks stay: they make other words."""
    return unicodedata.normalize("NFC", " ".join(term.split())).casefold()


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
        return str(dict(settings.LANGUAGES).get(self.language, self.language))

    def clean(self) -> None:
        self.folded = folded(self.term)
