"""A lesson for somebody who saves data: nothing is loaded before it is asked for, and says what it weighs.

A picture becomes a link to it, which a script turns into the picture itself and which without one opens it. Recordings
load nothing before one plays them; their posters and the still pictures of embedded videos go.
"""

import re
from collections.abc import Callable
from html import unescape

from django.template.loader import render_to_string

_PICTURE = re.compile(r"<img\b[^>]*>")
_VIDEO = re.compile(r"<video\b[^>]*>")
_ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')
_POSTER = re.compile(r'\sposter="[^"]*"')


def lean_html(html: str, size_of: Callable[[str], int | None]) -> str:
    """The HTML of a lesson without anything that a browser loads by itself; ``size_of`` an address is in bytes."""
    without_posters = _VIDEO.sub(lambda found: _POSTER.sub("", found[0]), html)
    return _PICTURE.sub(lambda found: _on_tap(found[0], size_of), without_posters)


def _on_tap(picture: str, size_of: Callable[[str], int | None]) -> str:
    attributes = {name: unescape(value) for name, value in _ATTRIBUTE.findall(picture)}
    address, words = attributes.get("src", ""), attributes.get("alt", "")
    if not words or not address:  # decoration
        return ""
    context = {**attributes, "address": address, "words": words, "size": size_of(address)}
    return render_to_string("courses/player/_picture_on_tap.html", context).strip()
