"""Questions as HTML. Nothing here ever sees an answer key unless a review of given answers hands it in."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from cms.pages.html import clean_html
from cms.pages.rendering.words import localised, tidy


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
    return tidy(render_to_string("cms/pages/blocks/question.html", context))


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
