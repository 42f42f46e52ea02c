"""Rich text made safe: what an author typed or pasted, reduced to the few tags a lesson needs."""

import unicodedata
from html import unescape

import nh3
from wagtail.rich_text import expand_db_html

from foundation.text import harmless

TAGS = {"p", "br", "strong", "em", "ul", "ol", "li", "a", "h3", "h4", "hr", "blockquote", "sup", "sub"}
# Wagtail's stored links and bold/italic are rewritten to plain HTML first; whatever else came in is dropped.
_RENAMED = (("<b>", "<strong>"), ("</b>", "</strong>"), ("<i>", "<em>"), ("</i>", "</em>"))


def clean_html(stored: str, *, links: bool = True, besides: frozenset[str] = frozenset()) -> str:
    """Safe HTML from stored rich text: no scripts, handlers, styles, frames, nor odd addresses.

    Without ``links`` no tag carries any attribute; ``besides`` names bare tags that are allowed too.
    """
    html = expand_db_html(unicodedata.normalize("NFC", harmless(str(stored or ""))))
    for old, new in _RENAMED:
        html = html.replace(old, new)
    return nh3.clean(
        html,
        tags=(TAGS if links else TAGS - {"a"}) | besides,
        clean_content_tags={"script", "style", "iframe", "object", "template"},
        attributes={"a": {"href"}} if links else {},
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener",
    ).strip()


def plain(text: object) -> str:
    """Text in composed form without stray white space at its ends."""
    return unicodedata.normalize("NFC", harmless(str(text or ""))).strip()


def is_blank(html: object) -> bool:
    """Whether rich text says nothing once its tags are gone."""
    return not nh3.clean(str(html or ""), tags=set()).replace("&nbsp;", " ").replace("\xa0", " ").strip()


def words(html: object) -> str:
    """The words of rich text in one line, without its tags."""
    return " ".join(unescape(nh3.clean(str(html or ""), tags=set())).split())
