"""Texts of a document in the language of whoever reads."""

import unicodedata
from collections.abc import Mapping
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from cms.pages.completeness import SOURCE_LANGUAGE
from cms.pages.html import clean_html
from cms.translation.units import HTML_NAMES

# Names under which a document keeps a text in several languages; those in the second set are HTML.
TEXTS = frozenset({"text", "title", "summary", "alt", "caption", "term", "definition", "unit", "feedback"})
HTML_TEXTS = HTML_NAMES
# Lists whose items are texts without a name: criteria, and the cells of a table.
_TEXT_LISTS = frozenset({"criteria", "rows"})


class Words(str):
    """A text with the language it is in; ``foreign`` when that is not the page's."""

    language: str
    foreign: bool

    @property
    def lang(self) -> SafeString:
        """The attribute that tells a screen reader to change its voice, or nothing."""
        return format_html(' lang="{}"', self.language) if self.foreign and self else mark_safe("")


class HtmlWords(Words):
    """Words that are safe HTML already."""

    def __html__(self) -> str:
        return str(self)


def in_language(texts: Mapping[str, str], language: str, *, html: bool = False) -> Words:
    """The text in the language wanted, or else in Spanish, or else in any."""
    found = next((code for code in (language, SOURCE_LANGUAGE, *texts) if texts.get(code)), language)
    text = texts.get(found, "")
    words: Words = HtmlWords(clean_html(text)) if html else Words(text)
    words.language, words.foreign = found, found != language
    return words


def localised(value: Any, language: str) -> Any:
    """A document, or part of one, with each text map replaced by its words in one language."""
    if isinstance(value, list):
        return [localised(item, language) for item in value]
    if not isinstance(value, Mapping):
        return value
    return {name: _part(name, part, language) for name, part in value.items()}


def _part(name: str, part: Any, language: str) -> Any:
    if name == "criteria":
        return [in_language(texts, language) for texts in part]
    if name == "rows" and all(isinstance(row, list) for row in part):  # of a table: cells are texts without a name
        return [[in_language(texts, language) for texts in row] for row in part]
    if isinstance(part, Mapping) and name in TEXTS | HTML_TEXTS:
        return in_language(part, language, html=name in HTML_TEXTS)
    return localised(part, language)


def fallback_of(value: Any, language: str, name: str = "") -> str:
    """The language in which a reader of ``language`` is shown some of a block's texts; "" where all are translated.

    What is in a language of its own (passages, transcripts, terms) is not translated and never asked.
    """
    if isinstance(value, Mapping) and (name in _TEXT_LISTS or name in TEXTS | HTML_TEXTS):
        shown = in_language(value, language)
        return shown.language if shown.foreign and shown else ""
    if isinstance(value, Mapping):
        if "language" in value or value.get("type") == "glossary_terms":
            return ""
        parts = ((part, inner) for inner, part in value.items())
    elif isinstance(value, list):
        parts = ((part, name) for part in value)
    else:
        return ""
    return next((found for part, inner in parts if (found := fallback_of(part, language, inner))), "")


def alphabetical(text: str) -> str:
    """A key that sorts as a Spanish dictionary does: without capitals and accents, ñ after n."""
    letters = unicodedata.normalize("NFD", str(text).casefold().replace("ñ", "n\uffff"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def tidy(html: str) -> str:
    """Without blank lines and indentation: a lesson travels over weak signals."""
    return "\n".join(line.strip() for line in html.splitlines() if line.strip())
