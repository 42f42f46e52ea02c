"""Markup of other programs: to plain text where we keep plain text, and what of it we have no place for."""

import re
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser

from cms.questions.formats.notes import Code, Note, note

# What the text of a question may hold with us, and what may go without a word because nothing is lost with it.
KEPT = {"p", "br", "b", "strong", "i", "em", "ul", "ol", "li", "a", "sup", "sub"}
_MEANS_NOTHING = {"span", "div", "font", "html", "body", "head", "tbody", "section", "article"}
_BLOCKS = {"p", "div", "li", "br", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table", "pre", "blockquote"}
_SILENT = {"script", "style", "template", "iframe", "object", "head", "title"}
_MEDIA = {"audio", "video", "embed", "object", "iframe", "source", "svg", "math"}
TAGS = KEPT | _MEANS_NOTHING | _BLOCKS | _SILENT | _MEDIA | {
    "img", "u", "s", "small", "big", "code", "tt", "td", "th", "thead", "tfoot", "caption", "hr", "dl", "dt", "dd",
    "del", "ins", "mark", "kbd", "samp", "var", "cite", "q", "abbr", "center", "strike", "form", "input", "button",
    "select", "option", "textarea", "label", "link", "meta", "figure", "figcaption", "col", "colgroup", "nobr",
}  # fmt: skip
_TAG = re.compile(r"</?([a-zA-Z][a-zA-Z0-9]*)\b[^<>]*>")
_LOOSE_OPENING = re.compile(r"<(?!/?([a-zA-Z][a-zA-Z0-9]*)\b[^<>]*>|!--)")


@dataclass
class Lost:
    """What goes when markup is made ours."""

    images: list[str] = field(default_factory=list)
    media: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self.lost = Lost()
        self.formatted = False
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BLOCKS:
            self.words.append(" ")
        found = dict(attrs)
        if tag == "img":
            self.lost.images.append(_file_name(found.get("src")) or found.get("alt") or "?")
            return
        if tag in _MEDIA:
            self.lost.media.append(_file_name(found.get("src") or found.get("data")) or tag)
        elif tag not in KEPT and tag not in _MEANS_NOTHING:
            self.lost.tags.append(tag)
        if tag not in ("p", "br") and tag not in _MEANS_NOTHING:
            self.formatted = True
        if tag in _SILENT:
            self._silent += 1

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS:
            self.words.append(" ")
        if tag in _SILENT and self._silent:
            self._silent -= 1

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.words.append(data)


def _file_name(address: str | None) -> str:
    if (address or "").strip().lower().startswith("data:"):
        return (address or "").split(";")[0].strip()
    return (address or "").split("?")[0].rstrip("/").rsplit("/", 1)[-1]


def _read(html: str) -> _Reader:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader


def is_plain(text: str) -> bool:
    """Whether a text is the same as HTML and as plain text."""
    return "<" not in text and "&" not in text


def text_of(html: str) -> str:
    """The words of some HTML on one line."""
    return tidy(html if is_plain(html) else "".join(_read(html).words))


def tidy(text: str) -> str:
    """On one line, single spaces."""
    return " ".join(text.split())


def plain_option(html: str, notes: list[Note]) -> str:
    """A text that we keep without markup; what it loses is noted."""
    if is_plain(html):
        return tidy(html)
    reader = _read(html)
    text = tidy("".join(reader.words))
    notes += _files(reader.lost)
    if reader.formatted:
        notes.append(note(Code.FORMATTING, text=text))
    return text


def note_lost(html: str, notes: list[Note]) -> str:
    """The HTML as it is; what of it has no place with us is noted."""
    if is_plain(html):
        return html
    lost = _read(html).lost
    notes += _files(lost)
    if lost.tags:
        notes.append(note(Code.MARKUP, tags=", ".join(sorted({f"<{tag}>" for tag in lost.tags}))))
    return html


def _files(lost: Lost) -> list[Note]:
    images = [note(Code.IMAGE, name=name) for name in dict.fromkeys(lost.images)]
    return images + [note(Code.MEDIA, name=name) for name in dict.fromkeys(lost.media)]


def html_of_plain(text: str) -> str:
    """Plain text as HTML: empty lines part paragraphs, other line ends stay."""
    paragraphs = [part.strip() for part in re.split(r"\n\s*\n", text.strip())]
    return "".join(f"<p>{_lines(escape(part, quote=False))}</p>" for part in paragraphs if part)


def _lines(text: str) -> str:
    return text.replace("\n", "<br/>")


def html_of_auto(text: str) -> str:
    """Text that may hold tags: a lone "<" is a character, line ends count unless paragraphs are marked."""
    if not _TAG.search(text):
        return html_of_plain(text)
    known = _TAG.sub(lambda tag: tag.group() if tag.group(1).lower() in TAGS else escape(tag.group()), text.strip())
    html = _LOOSE_OPENING.sub("&lt;", known)
    return html if re.search(r"<(p|div|ul|ol|table|h[1-6]|br)\b", html, re.IGNORECASE) else f"<p>{_lines(html)}</p>"
