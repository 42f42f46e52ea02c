"""The lesson's editing form: what is chosen for a lesson is one's own, or stood in it before."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminPageForm

from cms.glossary.permissions import terms_editable_by


class LessonPageForm(WagtailAdminPageForm):
    """Refuses terms of another institute's glossary, whichever way their numbers got into the form."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        chosen = set(_terms_in(cleaned.get("body") or []))
        before = set(_terms_in(self.instance.body)) if self.instance.pk and chosen else set()
        strange = chosen - before
        if strange and terms_editable_by(self.for_user).filter(pk__in=strange).count() < len(strange):
            self.add_error("body", _("A term is not in your institute's glossary: choose another one."))
        return cleaned


def _terms_in(stream: Any) -> Iterator[int]:
    for child in stream:
        if child.block_type == "glossary_terms":
            yield from (term.pk for term in child.value["terms"] if term is not None)
