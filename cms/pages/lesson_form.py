"""The lesson's editing form: what a lesson takes from elsewhere is one's own, or stood in it before.

It opens fast: what its blocks are is told the browser without working it out anew.
"""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.blocks.base import BlockWidget

from cms.glossary.permissions import terms_editable_by
from cms.pages.page_form import PageForm
from cms.pages.pools import banks_in, closed_banks
from institutes.naming import organisation_names


class RememberedBlocks(BlockWidget):
    """Wagtail draws the empty form of every kind of block at each opening, some thirty of them.

    They are the same for everybody until the language changes or an organisation does: a block whose fields offer
    something else that changes asks for it with a chooser.
    """

    def _build_block_json(self) -> None:
        known = _definitions(_Same(self.block_def), get_language() or "", tuple(organisation_names()))
        self._js_context, self._block_json = known.js_context, known.block_json


class _Same:
    """A block by its identity: blocks compare by content, and so have no hash."""

    def __init__(self, block: Any) -> None:
        self.block = block

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.block is other.block

    def __hash__(self) -> int:
        return id(self.block)


@lru_cache(maxsize=16)
def _definitions(same: _Same, _language: str, _organisations: tuple[tuple[str, str], ...]) -> BlockWidget:
    widget = BlockWidget(same.block)
    widget._build_block_json()
    return widget


class LessonPageForm(PageForm):
    """Refuses another organisation's terms and question banks, even in a draft: a preview would show them.

    What stood in the lesson before stays: a partner may edit the rest of it.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "body" in self.fields:
            self.fields["body"].widget = RememberedBlocks(self.fields["body"].block)
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
