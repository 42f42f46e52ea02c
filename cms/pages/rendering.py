"""Lessons and questions as HTML, the same for previews and for editions. Nothing here ever sees an answer key
unless a review of given answers hands it in."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import override

from cms.pages.completeness import SOURCE_LANGUAGE
from cms.pages.html import clean_html

# Names under which a document keeps a text in several languages; those in the second set are HTML.
TEXTS = frozenset({"text", "title", "summary", "alt", "caption", "term", "definition", "unit", "feedback"})
HTML_TEXTS = frozenset({"html", "transcript", "prompt", "explanation"})


class Words(str):
    """A text with the language it is in; ``foreign`` when that is not the page's."""

    language: str
    foreign: bool

    @property
    def lang(self) -> SafeString:
        """The attribute that tells a screen reader to change its voice."""
        return mark_safe(f' lang="{self.language.split("-")[0] if self.language == "es-mx" else self.language}"') \
            if self.foreign else mark_safe("")  # fmt: skip


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
    with override(language if language == SOURCE_LANGUAGE else SOURCE_LANGUAGE):
        blocks = [_block_html(block, language, asset_url) for block in lesson["blocks"]]
    return mark_safe("\n".join(blocks))


def _block_html(block: dict[str, Any], language: str, asset_url: Callable[[str], str]) -> str:
    if block["type"] == "question":
        return question_html(block, language=language)
    context: dict[str, Any] = {"block": localised(block, language)}
    for name in ("asset", "poster"):
        if block.get(name):
            context[f"{name}_url"] = asset_url(block[name])
    return render_to_string(f"cms/pages/blocks/{block['type']}.html", context).strip()


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
    context = {
        "question": shown,
        "name": f"q-{question['uid']}",
        "parts": _parts(shown, answer, key, outcome),
        "answer": answer,
        "outcome": outcome,
        "right": _right_words(shown, key),
        "form": form,
    }
    return render_to_string("cms/pages/blocks/question.html", context).strip()


def _parts(question: Any, answer: Any, key: Any, outcome: Outcome | None) -> list[dict[str, Any]]:
    """What the template draws: options with their state, or rows with their choices."""
    kind = question["kind"]
    if kind in ("single", "multiple"):
        return [_option(option, kind, answer, key, outcome) for option in question["options"]]
    if kind == "true_false":
        right = None if key is None else "true" if key["correct"] else "false"
        return [{"value": value, "chosen": str(answer).lower() == value, "right": right == value}
                for value in ("true", "false")]  # fmt: skip
    if kind == "ordering":
        places = [str(place) for place in range(1, len(question["options"]) + 1)]
        given = {uid: str(place) for place, uid in enumerate(answer or [], start=1)}
        return [{"option": option, "chosen": given.get(option["uid"], ""),
                 "choices": [{"value": place, "text": place} for place in places]}
                for option in question["options"]]  # fmt: skip
    if kind == "matching":
        choices = [{"value": match["uid"], "text": match["text"]} for match in question["matches"]]
        return [{"option": option, "chosen": (answer or {}).get(option["uid"], ""), "choices": choices}
                for option in question["options"]]  # fmt: skip
    return []


def _option(option: Any, kind: str, answer: Any, key: Any, outcome: Outcome | None) -> dict[str, Any]:
    uid = option["uid"]
    chosen = uid in (answer or []) if kind == "multiple" else uid == answer
    right = key is not None and (uid in key["correct"] if kind == "multiple" else uid == key["correct"])
    feedback = outcome.feedback.get(uid, "") if outcome and chosen else ""
    return {"option": option, "value": uid, "chosen": chosen, "right": right, "feedback": feedback}


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
