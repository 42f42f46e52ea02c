"""The blocks of a lesson as HTML."""

from collections.abc import Callable
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from cms.pages.completeness import SOURCE_LANGUAGE
from cms.pages.rendering.questions import question_html
from cms.pages.rendering.words import localised, tidy

ACCEPTS = {
    "text": gettext_lazy("a text"),
    "image": gettext_lazy("an image"),
    "audio": gettext_lazy("an audio recording"),
    "pdf": gettext_lazy("a PDF file"),
}


def lesson_html(lesson: dict[str, Any], *, language: str, asset_url: Callable[[str], str]) -> SafeString:
    """The blocks of a lesson, without the page around them; its inputs belong to a form with id ``answers``."""
    return mark_safe(
        "\n".join(html for _uid, html in lesson_blocks_html(lesson, language=language, asset_url=asset_url))
    )


def lesson_blocks_html(
    lesson: dict[str, Any], *, language: str, asset_url: Callable[[str], str]
) -> list[tuple[str, SafeString]]:
    """(block uid, HTML) of each block in order."""
    with override(SOURCE_LANGUAGE):  # the stored bytes must not depend on who happens to publish
        return [(block["uid"], mark_safe(_block_html(block, language, asset_url))) for block in lesson["blocks"]]


def _block_html(block: dict[str, Any], language: str, asset_url: Callable[[str], str]) -> str:
    if block["type"] == "question":
        return question_html(block, language=language)
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
