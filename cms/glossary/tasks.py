"""Terms in the order of their language, sorted anew when that order changes."""

from datetime import datetime
from typing import Any

from django.dispatch import receiver
from django.utils.translation import gettext as _

from cms.glossary.models import GlossaryTerm
from foundation.jobs import job, start_job
from foundation.models import Job
from languages.alphabets import sort_column
from languages.selectors import order_of
from languages.signals import alphabet_changed, uses_of_language

AT_ONCE = 500


@receiver(alphabet_changed)
def sort_anew(sender: Any, language: str, at: datetime, **kwargs: Any) -> None:
    """As a job: an institute may have thousands of terms."""
    start_job("glossary.sort", title=_("Sorting the glossary anew"), language=language)


@job("glossary.sort")
def sort_terms(job: Job, *, language: str) -> str:
    """Fill the column by which the terms of a language are sorted."""
    order = order_of(language)
    terms = list(GlossaryTerm.objects.filter(language=language).only("term"))
    for term in terms:
        term.sorted_by = sort_column(term.term, order, language)
    GlossaryTerm.objects.bulk_update(terms, ["sorted_by"], batch_size=AT_ONCE)
    return ""


@receiver(uses_of_language)
def terms_in(sender: Any, language: str, **kwargs: Any) -> str:
    """Why a language cannot be taken away."""
    return _("terms of the glossary") if GlossaryTerm.objects.filter(language=language).exists() else ""
