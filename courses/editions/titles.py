"""A title in the language asked for, or else in that of its course. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Title:
    """What it says, in which language, and in which one it was ``wanted``."""

    text: str
    language: str
    wanted: str

    def __str__(self) -> str:
        return self.text

    @property
    def is_untranslated(self) -> bool:
        """Whether it stands in another language for want of a translation."""
        return self.text != "" and self.language != self.wanted


def title_in(texts: Mapping[str, str] | None, wanted: str, fallback: str) -> Title:
    """The title in a language, or in ``fallback`` where nobody translated it."""
    texts = texts or {}
    language = wanted if texts.get(wanted) else fallback
    return Title(texts.get(language, ""), language, wanted)
