"""One thing of a course read in every language it exists in."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from cms.pages.html import clean_html, plain

Text = dict[str, str]
Block = dict[str, Any]


class Reading:
    """One thing (page, block or list item) read in every language it exists in; the first is the source."""

    def __init__(self, values: Mapping[str, Any]) -> None:
        self.values = values

    @property
    def source(self) -> Any:
        return next(iter(self.values.values()))

    @property
    def language(self) -> str:
        return next(iter(self.values))

    def __getitem__(self, name: str) -> Any:
        return self._of(self.source, name)

    def text(self, name: str = "") -> Text:
        return self._texts(name, plain)

    def html(self, name: str = "") -> Text:
        return self._texts(name, lambda value: clean_html(_stored(value)))

    def items(self, name: str) -> "list[tuple[str, Reading]]":
        """(identifier, item) of a list; in another language the item with the same identifier."""
        lists = {language: self._of(value, name).bound_blocks for language, value in self.values.items()}
        by_id = {language: {item.id: item.value for item in items} for language, items in lists.items()}
        source = next(iter(lists.values()))
        return [
            (item.id, Reading({language: found[item.id] for language, found in by_id.items() if item.id in found}))
            for item in source
        ]

    def _texts(self, name: str, read: Callable[[Any], str]) -> Text:
        texts: Text = {}
        for language, value in self.values.items():
            text = read(self._of(value, name))
            if not texts or (text and text not in texts.values()):
                texts[language] = text
        return texts

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
