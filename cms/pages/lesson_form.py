"""The lesson's editing form: what a lesson takes from elsewhere is one's own, or stood in it before."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminPageForm

from cms.glossary.permissions import terms_editable_by
from cms.pages.pools import banks_in, closed_banks


class LessonPageForm(WagtailAdminPageForm):
    """Refuses another organisation's terms and question banks, even in a draft: a preview would show them.

    What stood in the lesson before stays: a partner may edit the rest of it.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.former_terms = set(_terms_in(self.instance.body))
        self.former_banks = {bank.pk for bank in banks_in(self.instance.body)}

    def clean_body(self) -> Any:
        body = self.cleaned_data["body"]
        terms = set(_terms_in(body)) - self.former_terms
        if terms and terms_editable_by(self.for_user).filter(pk__in=terms).count() < len(terms):
            self.add_error("body", _("A term is not in your institute's glossary: choose another one."))
        banks = [bank for bank in banks_in(body) if bank.pk not in self.former_banks]
        if banks and closed_banks(banks, self.for_user):
            self.add_error("body", _("Choose a question bank of your own organisation."))
        return body


def _terms_in(stream: Any) -> Iterator[int]:
    for child in stream:
        if child.block_type == "glossary_terms":
            yield from (term.pk for term in child.value["terms"] if term is not None)
