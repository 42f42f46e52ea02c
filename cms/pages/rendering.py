"""Lessons and questions as HTML, the same for previews and for editions. Nothing here ever sees an answer key
unless a review of given answers hands it in."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from cms.pages.completeness import SOURCE_LANGUAGE
from cms.pages.html import clean_html

# Names under which a document keeps a text in several languages; those in the second set are HTML.
TEXTS = frozenset({"text", "title", "summary", "alt", "caption", "term", "definition", "unit", "feedback"})
HTML_TEXTS = frozenset({"html", "transcript", "prompt", "explanation"})
ACCEPTS = {
    "text": gettext_lazy("a text"),
    "image": gettext_lazy("an image"),
    "audio": gettext_lazy("an audio recording"),
    "pdf": gettext_lazy("a PDF file"),
}


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
    if isinstance(part, Mapping) and name in TEXTS | HTML_TEXTS:
        return in_language(part, language, html=name in HTML_TEXTS)
    return localised(part, language)


@dataclass(frozen=True)
class Outcome:
    """What a question's answer came to, for drawing it in a review.

    ``verdict`` is "right", "partly" or "wrong"; ``feedback`` holds what is said of each chosen option.
    """

    verdict: str
    points: str
    max_points: str
    explanation: str = ""
    feedback: Mapping[str, str] = field(default_factory=dict)


def lesson_html(lesson: dict[str, Any], *, language: str, asset_url: Callable[[str], str]) -> str:
    """The blocks of a lesson, without the page around them; its inputs belong to a form with id ``answers``."""
    with override(SOURCE_LANGUAGE):  # the stored bytes must not depend on who happens to publish
        blocks = [_block_html(block, language, asset_url) for block in lesson["blocks"]]
    return mark_safe("\n".join(blocks))


def _block_html(block: dict[str, Any], language: str, asset_url: Callable[[str], str]) -> str:
    if block["type"] == "question":
        return question_html(block, language=language)
    context: dict[str, Any] = {"block": {**localised(block, language), **_extras(block)}}
    for name in ("asset", "poster"):
        if block.get(name):
            context[f"{name}_url"] = asset_url(block[name])
    return _tidy(render_to_string(f"cms/pages/blocks/{block['type']}.html", context))


def _extras(block: dict[str, Any]) -> dict[str, Any]:
    """What a template would have to reckon."""
    if block["type"] == "audio" and block["seconds"]:
        return {"duration": f"{block['seconds'] // 60}:{block['seconds'] % 60:02d}"}
    if block["type"] == "evidence":
        return {"accepted": get_text_list([str(ACCEPTS[kind]) for kind in block["accepts"]], _("or"))}
    return {}


def _tidy(html: str) -> str:
    """Without blank lines and indentation: a lesson travels over weak signals."""
    return "\n".join(line.strip() for line in html.splitlines() if line.strip())


def question_html(
    question: dict[str, Any],
    *,
    language: str,
    answer: Any = None,
    outcome: Outcome | None = None,
    key: dict[str, Any] | None = None,
    form: str = "answers",
) -> str:
    """One question: to be answered (``form`` names its form), or reviewed once an ``outcome`` is given.

    ``answer`` has the shape of docs/edition-format.md, "Answers"; the right answer is shown only when its ``key`` is.
    """
    shown = localised(question, language)
    asked, rest = _asked(shown["prompt"])
    context = {
        "question": shown,
        "asked": asked,
        "asked_rest": rest,
        "explanation": mark_safe(clean_html(outcome.explanation)) if outcome else "",
        "name": f"q-{question['uid']}",
        "parts": _parts(shown, answer, key, outcome),
        "answer": answer,
        "outcome": outcome,
        "right": _right_words(shown, key),
        "form": form,
    }
    return _tidy(render_to_string("cms/pages/blocks/question.html", context))


def _asked(prompt: str) -> tuple[str, str]:
    """The first paragraph, bare, for the legend (which may hold no paragraph), and what comes after it."""
    found = re.match(r"<p>(.*?)</p>(.*)", prompt, re.DOTALL)
    first, rest = (found[1], found[2]) if found else (prompt, "")
    return mark_safe(first), mark_safe(rest.strip())


def _parts(question: Any, answer: Any, key: Any, outcome: Outcome | None) -> list[dict[str, Any]]:
    """What the template draws: choices with their state, or rows with a list to choose from."""
    make = {
        "single": _choices, "multiple": _choices, "true_false": _truths, "ordering": _places, "matching": _pairs,
    }.get(question["kind"])  # fmt: skip
    return make(question, answer, key, outcome) if make else []


def _choices(question: Any, answer: Any, key: Any, outcome: Outcome | None) -> list[dict[str, Any]]:
    chosen = set(answer or []) if question["kind"] == "multiple" else {answer}
    right = set() if key is None else set(key["correct"]) if question["kind"] == "multiple" else {key["correct"]}
    feedback = outcome.feedback if outcome else {}
    return [
        {
            "value": option["uid"],
            "text": option["text"],
            "chosen": option["uid"] in chosen,
            "right": option["uid"] in right,
            "feedback": feedback.get(option["uid"], "") if option["uid"] in chosen else "",
        }
        for option in question["options"]
    ]


def _truths(question: Any, answer: Any, key: Any, outcome: Outcome | None) -> list[dict[str, Any]]:
    right = None if key is None else str(key["correct"]).lower()
    return [
        {"value": value, "text": text, "chosen": str(answer).lower() == value, "right": value == right}
        for value, text in (("true", _("True")), ("false", _("False")))
    ]


def _places(question: Any, answer: Any, key: Any, outcome: Outcome | None) -> list[dict[str, Any]]:
    choices = [{"value": str(place), "text": str(place)} for place in range(1, len(question["options"]) + 1)]
    given = {uid: str(place) for place, uid in enumerate(answer or [], start=1)}
    return [
        {"value": option["uid"], "text": option["text"], "chosen": given.get(option["uid"], ""), "choices": choices}
        for option in question["options"]
    ]


def _pairs(question: Any, answer: Any, key: Any, outcome: Outcome | None) -> list[dict[str, Any]]:
    choices = [{"value": match["uid"], "text": match["text"]} for match in question["matches"]]
    given = answer or {}
    return [
        {"value": option["uid"], "text": option["text"], "chosen": given.get(option["uid"], ""), "choices": choices}
        for option in question["options"]
    ]


def _right_words(question: Any, key: Any) -> list[str]:
    """The right answer in words, for the kinds whose options cannot carry a mark."""
    if key is None:
        return []
    kind = question["kind"]
    if kind == "numeric":
        return [f"{key['value']} {question['unit']}".strip()]
    if kind == "short_text":
        return [" / ".join(key["accepted"])]
    texts = {item["uid"]: str(item["text"]) for item in [*question.get("options", []), *question.get("matches", [])]}
    if kind == "ordering":
        return [texts[uid] for uid in key["order"]]
    if kind == "matching":
        return [f"{texts[left]} → {texts[right]}" for left, right in key["pairs"].items()]
    return []
