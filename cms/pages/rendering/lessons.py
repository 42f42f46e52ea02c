"""The blocks of a lesson as HTML."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, override

from cms.pages.completeness import SOURCE_LANGUAGE
from cms.pages.formulas import clean_mathml
from cms.pages.licences import LICENCES
from cms.pages.rendering.questions import pool_html, question_html
from cms.pages.rendering.words import alphabetical, fallback_of, localised, tidy
from cms.pages.tabular import numeric_columns
from cms.pages.videos import SERVICES, watch_address

Block = dict[str, Any]
_OPENING = re.compile(r"\s*<([a-z][a-z0-9]*)\b([^>]*)>")
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
    notes = _translation_notes(lesson, language, asset_url)
    timed = "answer_minutes" in lesson
    with override(SOURCE_LANGUAGE):  # the stored bytes must not depend on who happens to publish
        return [
            (
                block["uid"],
                mark_safe(
                    notes.get(block["uid"], "")
                    + (
                        (stored and _place_of(block, timed=timed))
                        or _with_id(block, _block_html(block, language, asset_url))
                    )
                    + credit_html(block.get("credit"))
                ),
            )
            for block in lesson["blocks"]
        ]


def _translation_notes(lesson: dict[str, Any], language: str, asset_url: Callable[[str], str]) -> dict[str, str]:
    """Before each block how it stands in a language other than that of the course; mostly nothing.

    A lesson of which nothing is translated says so once.
    """
    stale = frozenset(lesson.get("stale", {}).get(language, []))
    fallbacks = {block["uid"]: _fallback(block, language) for block in lesson["blocks"]}
    is_whole = len(fallbacks) > 1 and all(fallbacks.values())
    if is_whole:
        fallbacks = dict(list(fallbacks.items())[:1])
    drawn = {}
    with override(SOURCE_LANGUAGE):
        for block in lesson["blocks"]:
            uid, said = block["uid"], block.get("said", {}).get(language)
            if said or uid in stale or fallbacks.get(uid):
                names = dict(settings.LANGUAGES)
                context = {
                    "said": _dressed(said, asset_url) if said else None,
                    "is_stale": uid in stale,
                    "is_whole": is_whole,
                    "fallback": names.get(fallbacks.get(uid, ""), fallbacks.get(uid)),
                    "language_name": names.get(language, language),
                }
                drawn[uid] = tidy(render_to_string("cms/pages/blocks/_translation.html", context)) + "\n"
    return drawn


def _fallback(block: Block, language: str) -> str:
    """The language that stands in for the one wanted; what may be heard in it is not missing."""
    if language in block.get("said", {}):
        return ""
    return fallback_of({name: part for name, part in block.items() if name != "said"}, language)


def with_arranged(html: str, arranged: Mapping[str, str]) -> str:
    """Stored HTML with what one attempt shows, by block uid, in the places kept for it."""
    return _PLACE.sub(lambda found: arranged.get(found[1], ""), html)


def places_in(html: str) -> set[str]:
    """The blocks of stored HTML that each attempt shows in its own way."""
    return set(_PLACE.findall(html))


def _place_of(block: dict[str, Any], *, timed: bool) -> str:
    """Where questions will stand that each attempt shows in its own way; empty for other blocks.

    Those of a pool, one whose options are shuffled, and all of a timed lesson: nobody reads them before they begin.
    """
    is_arranged = block["type"] == "pool" or block.get("shuffle") or (timed and block["type"] == "question")
    return f'<div data-arranged="{block["uid"]}"></div>' if is_arranged else ""


def _with_id(block: Block, html: str) -> str:
    """The block's HTML whose first element has an id, by which notes and the place where one left find it again."""
    opening = _OPENING.match(html)
    if opening is None or re.search(r'\sid="', opening[2]):
        return html
    return f'<{opening[1]} id="p-{block["uid"]}"{opening[2]}>{html[opening.end() :]}'


def _block_html(block: Block, language: str, asset_url: Callable[[str], str]) -> str:
    if block["type"] == "question":
        return question_html(block, language=language)
    if block["type"] == "pool":
        return pool_html(block, language=language)
    shown = _dressed(localised(block, language), asset_url)
    shown |= _EXTRAS.get(block["type"], dict)(shown)
    return tidy(render_to_string(f"cms/pages/blocks/{block['type']}.html", {"block": shown}))


def _dressed(value: Any, asset_url: Callable[[str], str]) -> Any:
    """With the address of each file, the length and weight of each recording and the name of each language."""
    if isinstance(value, list):
        return [_dressed(item, asset_url) for item in value]
    if not isinstance(value, Mapping):
        return value
    dressed = {name: _dressed(part, asset_url) for name, part in value.items()}
    dressed |= {f"{name}_url": asset_url(value[name]) for name in ("asset", "poster") if value.get(name)}
    if "language" in value:
        dressed["language_name"] = dict(settings.LANGUAGES).get(value["language"], value["language"])
    if "seconds" in value or "size" in value:
        dressed["measure"] = " · ".join(_measures(value))
    if "accepts" in value:
        dressed["accepted"] = get_text_list([str(ACCEPTS[kind]) for kind in value["accepts"]], _("or"))
    return dressed


def _measures(recording: Mapping[str, Any]) -> Iterator[str]:
    if recording.get("seconds"):
        yield f"{recording['seconds'] // 60}:{recording['seconds'] % 60:02d}"
    if recording.get("size"):
        yield filesizeformat(recording["size"])


def _table(block: Block) -> Block:
    """Rows of cells that know whether they are headers and whether they are numbers."""
    rows, head = block["rows"], 1 if block["header_row"] else 0
    numeric = numeric_columns([[str(cell) for cell in row] for row in rows[head:]])
    side = 1 if block["header_column"] else 0
    cells = [
        [{"words": words, "heads": x < side, "is_number": numeric[x] and x >= side} for x, words in enumerate(row)]
        for row in rows
    ]
    return {"head": cells[:head], "body": cells[head:]}


def _formula(block: Block) -> Block:
    return {"mathml": mark_safe(clean_mathml(block["mathml"]))}


def _embed(block: Block) -> Block:
    service = SERVICES.get(block["service"])
    return {"site": service.site if service else "", "watch_url": watch_address(block["service"], block["video"])}


def _oral_practice(block: Block) -> Block:
    minutes, seconds = divmod(block["longest"] or 0, 60)
    parts = [ngettext("%(n)s minute", "%(n)s minutes", minutes) % {"n": minutes}] if minutes else []
    parts += [ngettext("%(n)s second", "%(n)s seconds", seconds) % {"n": seconds}] if seconds else []
    return {"at_most": get_text_list(parts, _("and"))}


def _glossary_terms(block: Block) -> Block:
    return {"terms": sorted(block["terms"], key=lambda term: alphabetical(term["term"]))}


_EXTRAS: dict[str, Callable[[Block], Block]] = {
    "table": _table,
    "formula": _formula,
    "embed": _embed,
    "oral_practice": _oral_practice,
    "glossary_terms": _glossary_terms,
}


def credit_html(credit: Mapping[str, Any] | None) -> str:
    """The line under a block that says who made it and under which licence; nothing where nobody is named."""
    if not credit:
        return ""
    source = str(credit.get("source") or "")
    context = {
        "makers": [name for name in (credit.get("person"), credit.get("organisation_name")) if name],
        "role": credit.get("role"),
        "licence": LICENCES.get(str(credit.get("licence") or "")),
        "source": source if source.startswith(("https://", "http://")) else "",
        "permission": credit.get("permission"),
        "unaltered": credit.get("unaltered"),
    }
    return "\n" + tidy(render_to_string("cms/pages/blocks/_credit.html", context))
