"""What the rules of accessible writing find in the blocks of a lesson, in words for its authors."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.list_block import ListValue

from cms.pages import accessibility as rules
from cms.pages.accessibility import Finding
from cms.pages.skeletons import is_guidance

GUIDANCE = Finding("guidance")
WORDS: dict[str, str | Promise] = {
    rules.ALT_IS_FILE: _("“%(excerpt)s” is the name of a file: say what the image shows."),
    rules.ALT_SAYS_IMAGE: _("Screen readers already say that it is an image: start with what it shows."),
    rules.ALT_HOLDS_TEXT: _("If the image shows a text, the text is better written in the lesson itself."),
    rules.CAPITALS: _("“%(excerpt)s” is all in capitals, which is hard to read and may be spelt letter by letter."),
    rules.HEADING_EMPTY: _("A heading is empty: write it or delete it."),
    rules.HEADING_SKIPPED: _("The heading “%(excerpt)s” skips a level: make it one level higher."),
    rules.LINK_EMPTY: _("A link has no words: write where it leads."),
    rules.LINK_VAGUE: _("The link “%(excerpt)s” does not say where it leads: use words that make sense on their own."),
    rules.LINK_BARE: _("The link “%(excerpt)s” is a bare address: write what people find there."),
    GUIDANCE.code: _("A guiding text of the template is still there: replace it with your own."),
}
_ALT = (rules.ALT_IS_FILE, rules.ALT_SAYS_IMAGE, rules.ALT_HOLDS_TEXT)
_UNREAD = frozenset({"credit", "latex", "address", "cells", "skills"})  # no prose


Found = tuple[tuple[str, ...], str, bool, str]


@dataclass(frozen=True)
class Remark:
    """One finding, and the labels that lead to its field inside the block."""

    finding: Finding
    place: tuple[str, ...] = ()

    @property
    def message(self) -> str:
        words = str(WORDS[self.finding.code]) % {"excerpt": self.finding.excerpt}
        return f"{' › '.join(self.place)}: {words}" if self.place else words

    @property
    def kind(self) -> str:
        if self.finding == GUIDANCE:
            return "texts"
        return "alt" if self.finding.code in _ALT else "accessibility"


def remarks_on(stream: Any) -> Iterator[tuple[str, Remark]]:
    """(block uid, remark) for everything found in the blocks of a lesson, in reading order."""
    level = 2
    for child in stream:
        uid, label = str(child.id or ""), str(child.block.label)
        for place, name, is_html, text in _texts(child.block, child.value):
            found, level = _found(name, is_html, text, level)
            for finding in found:
                yield uid, Remark(finding, (label, *place))
        level = 2 if child.block_type == "heading" else level


def _found(name: str, is_html: bool, text: str, level: int) -> tuple[list[Finding], int]:
    guidance = [GUIDANCE] if is_guidance(text) else []
    if is_html:
        found, level = rules.in_html(text, level=level)
        return guidance + found, level
    found = list(rules.in_alternative_text(text) if name == "alt" else rules.in_text(text))
    return guidance + found, level


def remarks_on_title(text: str) -> Iterator[Remark]:
    """The same for the title or summary of a page."""
    found, _level = _found("title", False, text or "", 2)
    yield from map(Remark, found)


def _texts(block: Any, value: Any, name: str = "") -> Iterator[Found]:
    """(labels on the way, field, whether it is rich, text) of every text that an author wrote in a block."""
    if isinstance(value, ListValue):
        for item in value:
            yield from _texts(block.child_block, item, name)
    elif isinstance(block, blocks.StructBlock):
        yield from _texts_of_fields(block, value)
    elif isinstance(block, blocks.RichTextBlock):
        yield (), name, True, str(getattr(value, "source", value) or "")
    elif isinstance(block, blocks.CharBlock | blocks.TextBlock):
        yield (), name, False, str(value or "")


def _texts_of_fields(block: Any, value: Any) -> Iterator[Found]:
    for field, child in block.child_blocks.items():
        if field in _UNREAD or field.endswith("_uid"):
            continue
        for place, *rest in _texts(child, value.get(field), field):
            yield ((str(child.label), *place), *rest)  # type: ignore[misc]
