"""Rules of accessible writing, as far as a text alone can show that they are broken. Pure.

A finding that ``blocks`` keeps a course from being published; the others are advice.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

ALT_IS_FILE = "alt_is_file"
ALT_SAYS_IMAGE = "alt_says_image"
ALT_HOLDS_TEXT = "alt_holds_text"
CAPITALS = "capitals"
HEADING_EMPTY = "heading_empty"
HEADING_SKIPPED = "heading_skipped"
LINK_EMPTY = "link_empty"
LINK_VAGUE = "link_vague"
LINK_BARE = "link_bare"
ADVICE = frozenset({ALT_HOLDS_TEXT})

VAGUE = frozenset(
    "aquí|aqui|clic aquí|click aquí|clic aqui|haga clic aquí|haz clic aquí|dé clic aquí|da clic aquí|pulse aquí"
    "|ver aquí|en este enlace|este enlace|en esta liga|esta liga|enlace|liga|link|más|ver más|leer más|más información"
    "|ver|here|click here|read more|more".split("|")
)
_FILE = re.compile(r"\S+\.(?:png|jpe?g|gif|webp|svg|heic|heif|bmp|tiff?|pdf)", re.IGNORECASE)
_CAMERA = re.compile(
    r"(?:img|dsc|dscn|pxl|foto|imagen|image|whatsapp image|captura(?: de pantalla)?)[\s_-]*[\d\s_.:-]+", re.IGNORECASE
)
_SAYS_IMAGE = re.compile(
    r"(?:una |la |esta )?(?:imagen|foto|fotografía|image|picture)(?: que muestra)? (?:de|del|of)\b", re.IGNORECASE
)
_HOLDS_TEXT = re.compile(r"captura de pantalla|texto escaneado|que dice:|se lee:|dice así", re.IGNORECASE)
_BARE = re.compile(r"(?:https?://|www\.)\S+|[\w-]+(?:\.[\w-]+)+/\S*", re.IGNORECASE)


@dataclass(frozen=True)
class Finding:
    """A rule that a text breaks; ``excerpt`` is the part to look for."""

    code: str
    excerpt: str = ""

    @property
    def blocks(self) -> bool:
        return self.code not in ADVICE


def in_alternative_text(alt: str) -> Iterator[Finding]:
    """What is wrong with an alternative text that is there."""
    text = _spaced(alt)
    if not text:
        return
    if _FILE.fullmatch(text) or _CAMERA.fullmatch(text):
        yield Finding(ALT_IS_FILE, _short(text))
    elif _SAYS_IMAGE.match(text):
        yield Finding(ALT_SAYS_IMAGE, _short(text))
    elif _HOLDS_TEXT.search(text):
        yield Finding(ALT_HOLDS_TEXT, _short(text))
    yield from in_text(text)


def in_text(text: str) -> Iterator[Finding]:
    """What is wrong with a short text: capitals throughout, which screen readers may spell letter by letter."""
    text = _spaced(text)
    letters = [letter for letter in text if letter.isalpha()]
    if len(letters) >= 15 and " " in text and all(letter.upper() == letter for letter in letters):
        yield Finding(CAPITALS, _short(text))


def in_html(html: str, *, level: int = 2) -> tuple[list[Finding], int]:
    """What is wrong with a rich text under a heading of a level, and the level of its last heading."""
    read = _Reader()
    read.feed(html or "")
    read.close()
    found = [finding for piece in read.pieces for finding in in_text(piece)]
    found += [finding for address, words in read.links for finding in _in_link(address, words)]
    for depth, words in read.headings:
        if not _spaced(words):
            found.append(Finding(HEADING_EMPTY))
            continue
        if depth > level + 1:
            found.append(Finding(HEADING_SKIPPED, _short(_spaced(words))))
        level = depth
    return found, level


def _in_link(address: str, words: str) -> Iterator[Finding]:
    text = _spaced(words)
    if not text:
        yield Finding(LINK_EMPTY, _short(address))
    elif text.casefold().strip(" .:»«\"'()¡!→>") in VAGUE:
        yield Finding(LINK_VAGUE, text)
    elif _BARE.fullmatch(text):
        yield Finding(LINK_BARE, _short(text))


_PIECES = frozenset({"p", "li", "h2", "h3", "h4", "blockquote"})


@dataclass
class _Reader(HTMLParser):
    """Headings, links and pieces of running text of an HTML fragment, however broken."""

    headings: list[tuple[int, str]] = field(default_factory=list)
    links: list[tuple[str, str]] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    _heading: int = 0
    _link: str | None = None
    _heading_words: str = ""
    _link_words: str = ""
    _piece: str = ""

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _PIECES:
            self._end_piece()
        if tag in ("h2", "h3", "h4"):
            self._end_heading()
            self._heading = int(tag[1])
        elif tag == "a":
            self._end_link()
            self._link = dict(attrs).get("href") or ""

    def handle_endtag(self, tag: str) -> None:
        if tag in _PIECES:
            self._end_piece()
        if tag in ("h2", "h3", "h4"):
            self._end_heading()
        elif tag == "a":
            self._end_link()

    def handle_data(self, data: str) -> None:
        self._piece += data
        if self._heading:
            self._heading_words += data
        if self._link is not None:
            self._link_words += data

    def close(self) -> None:
        super().close()
        self._end_piece()
        self._end_heading()
        self._end_link()

    def _end_piece(self) -> None:
        self.pieces += [self._piece] if self._piece.strip() else []
        self._piece = ""

    def _end_heading(self) -> None:
        if self._heading:
            self.headings.append((self._heading, self._heading_words))
        self._heading, self._heading_words = 0, ""

    def _end_link(self) -> None:
        if self._link is not None:
            self.links.append((self._link, self._link_words))
        self._link, self._link_words = None, ""


def _spaced(text: str) -> str:
    return " ".join(str(text or "").split())


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:57]}…"
