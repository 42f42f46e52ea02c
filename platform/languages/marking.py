"""Spanish words inside a page of another language, told to whoever reads aloud. Pure.

A page drawn in Wixárika shows in Spanish what nobody has translated yet. Whatever stands between two tags and is, as a
whole, such a text gets ``lang`` around it; titles, options, fields and scripts stay as they are, since no element may
stand in them.
"""

import re
from collections.abc import Collection
from html import unescape

_PARTS = re.compile(
    r"(<(script|style|textarea|title|option|svg)\b.*?</\2>|<!--.*?-->|<[^>]*>)", re.DOTALL | re.IGNORECASE
)


def with_language_marked(html: str, spanish: Collection[str], language: str) -> str:
    """The page with each of the Spanish texts inside a ``span`` that names its language."""
    if not spanish:
        return html
    return "".join(_marked(part, spanish, language) for part in _pieces(html))


def _pieces(html: str) -> list[str]:
    """Tags (whole elements where no mark may stand) and the texts between them."""
    pieces, end = [], 0
    for found in _PARTS.finditer(html):
        pieces += [html[end : found.start()], found[0]]
        end = found.end()
    return [*pieces, html[end:]]


def _marked(piece: str, spanish: Collection[str], language: str) -> str:
    words = piece.strip()
    if not words or piece.startswith("<") or unescape(words) not in spanish:
        return piece
    before, after = piece[: piece.index(words[0])], piece[len(piece.rstrip()) :]
    return f'{before}<span lang="{language}">{words}</span>{after}'
