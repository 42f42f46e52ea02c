"""One thing of a course, read in the language in which the course is written."""

from decimal import Decimal
from typing import Any

from cms.pages.html import clean_html, plain

Text = dict[str, str]
Block = dict[str, Any]


class Reading:
    """One thing (page, block or list item) read in the language in which the course is written."""

    def __init__(self, source: Any, language: str) -> None:
        self.source = source
        self.language = language

    def __getitem__(self, name: str) -> Any:
        return self._of(self.source, name)

    def text(self, name: str = "") -> Text:
        return {self.language: plain(self[name])}

    def html(self, name: str = "", *, links: bool = True) -> Text:
        return {self.language: clean_html(_stored(self[name]), links=links)}

    def items(self, name: str) -> "list[tuple[str, Reading]]":
        """(identifier, item) of a list."""
        return [(item.id, Reading(item.value, self.language)) for item in self[name].bound_blocks]

    def children(self, name: str) -> "list[tuple[str, str, Reading]]":
        """(identifier, type, block) of a stream."""
        return [(str(child.id), child.block_type, Reading(child.value, self.language)) for child in self[name]]

    def everything(self, name: str) -> list[str]:
        """What a list holds, once each: any of it may be answered."""
        return list(dict.fromkeys(text for text in map(plain, self[name]) if text))

    def has(self, name: str) -> bool:
        """Whether this kind of block has such a field, and this one has it filled in."""
        return bool(self.source.get(name))

    @staticmethod
    def _of(value: Any, name: str) -> Any:
        if not name:
            return value
        return value[name] if hasattr(value, "keys") else getattr(value, name)


def _stored(value: Any) -> str:
    return str(getattr(value, "source", value) or "")


def number(value: Decimal | None) -> str:
    """A decimal as text, without needless zeros or exponents."""
    return format((value or Decimal(0)).normalize() + Decimal(0), "f")
