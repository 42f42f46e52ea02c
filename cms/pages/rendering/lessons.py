"""The blocks of a lesson as HTML."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from cms.pages.completeness import SOURCE_LANGUAGE
from cms.pages.rendering.questions import pool_html, question_html
from cms.pages.rendering.words import localised, tidy

_PLACE = re.compile(r'<div data-arranged="([0-9a-f-]{36})"></div>')
ACCEPTS = {
    "text": gettext_lazy("a text"),
    "image": gettext_lazy("an image"),
    "audio": gettext_lazy("an audio recording"),
    "pdf": gettext_lazy("a PDF file"),
}


def lesson_html(
    lesson: dict[str, Any], *, language: str, asset_url: Callable[[str], str], stored: bool = False
) -> SafeString:
    """The blocks of a lesson, without the page around them; its inputs belong to a form with id ``answers``."""
    blocks = lesson_blocks_html(lesson, language=language, asset_url=asset_url, stored=stored)
    return mark_safe("\n".join(html for _uid, html in blocks))


def lesson_blocks_html(
    lesson: dict[str, Any], *, language: str, asset_url: Callable[[str], str], stored: bool = False
) -> list[tuple[str, SafeString]]:
    """(block uid, HTML) of each block in order.

    What is ``stored`` serves every reader, so that what each attempt shows in its own way only keeps its place there.
    """
    with override(SOURCE_LANGUAGE):  # the stored bytes must not depend on who happens to publish
        return [
            (block["uid"], mark_safe((stored and _place_of(block)) or _block_html(block, language, asset_url)))
            for block in lesson["blocks"]
        ]


def with_arranged(html: str, arranged: Mapping[str, str]) -> str:
    """Stored HTML with what one attempt shows, by block uid, in the places kept for it."""
    return _PLACE.sub(lambda found: arranged.get(found[1], ""), html)


def places_in(html: str) -> set[str]:
    """The blocks of stored HTML that each attempt shows in its own way."""
    return set(_PLACE.findall(html))


def _place_of(block: dict[str, Any]) -> str:
    """Where the questions of a pool, or one whose options are shuffled, will stand; empty for other blocks."""
    is_arranged = block["type"] == "pool" or block.get("shuffle")
    return f'<div data-arranged="{block["uid"]}"></div>' if is_arranged else ""


def _block_html(block: dict[str, Any], language: str, asset_url: Callable[[str], str]) -> str:
    if block["type"] == "question":
        return question_html(block, language=language)
    if block["type"] == "pool":
        return pool_html(block, language=language)
    context: dict[str, Any] = {"block": {**localised(block, language), **_extras(block)}}
    for name in ("asset", "poster"):
        if block.get(name):
            context[f"{name}_url"] = asset_url(block[name])
    return tidy(render_to_string(f"cms/pages/blocks/{block['type']}.html", context))


def _extras(block: dict[str, Any]) -> dict[str, Any]:
    """What a template would have to reckon."""
    if block["type"] == "audio" and block["seconds"]:
        return {"duration": f"{block['seconds'] // 60}:{block['seconds'] % 60:02d}"}
    if block["type"] == "evidence":
        return {"accepted": get_text_list([str(ACCEPTS[kind]) for kind in block["accepts"]], _("or"))}
    return {}
