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

    def html(self, name: str = "", *, links: bool = True) -> Text:
        return self._texts(name, lambda value: clean_html(_stored(value), links=links))

    def items(self, name: str) -> "list[tuple[str, Reading]]":
        """(identifier, item) of a list; in another language the item with the same identifier."""
        lists = {language: self._of(value, name).bound_blocks for language, value in self.values.items()}
        by_id = {language: {item.id: item.value for item in items} for language, items in lists.items()}
        source = next(iter(lists.values()))
        return [
            (item.id, Reading({language: found[item.id] for language, found in by_id.items() if item.id in found}))
            for item in source
        ]

    def children(self, name: str) -> "list[tuple[str, str, Reading]]":
        """(identifier, type, block) of a stream; in another language the block of the same identifier and type."""
        streams = {language: list(self._of(value, name)) for language, value in self.values.items()}
        by_id = {
            language: {(str(child.id), child.block_type): child.value for child in children}
            for language, children in streams.items()
        }
        return [
            (key[0], key[1], Reading({language: found[key] for language, found in by_id.items() if key in found}))
            for key in by_id[self.language]
        ]

    def everything(self, name: str) -> list[str]:
        """What the lists of all languages hold, once each, the source's first: any of it may be answered."""
        texts = (plain(text) for value in self.values.values() for text in self._of(value, name))
        return list(dict.fromkeys(text for text in texts if text))

    def has(self, name: str) -> bool:
        """Whether this kind of block has such a field, and this one has it filled in."""
        return bool(self.source.get(name))

    def _texts(self, name: str, read: Callable[[Any], str]) -> Text:
        """The source's text, and each other language's that says something else than it."""
        source = read(self._of(self.source, name))
        found = {language: read(self._of(value, name)) for language, value in self.values.items()}
        return {
            language: text for language, text in found.items() if language == self.language or text not in ("", source)
        }

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
