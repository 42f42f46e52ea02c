"""Questions as HTML, to be answered. Nothing here ever sees an answer key."""

import re
from collections.abc import Iterable
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import override

from cms.pages.completeness import SOURCE_LANGUAGE
from cms.pages.html import clean_html
from cms.pages.rendering.words import in_language, localised, tidy
from cms.translation.units import MARK

# The fragment that draws the controls of a kind.
_CONTROLS = {
    "single": "_choices", "multiple": "_choices", "true_false": "_choices", "rating": "_choices", "ordering": "_rows",
    "matching": "_rows", "cloze": "_gapped", "open": "_open", "numeric": "_written", "short_text": "_written",
}  # fmt: skip


def question_html(question: dict[str, Any], *, language: str, form: str = "answers") -> str:
    """One question, to be answered in the form whose id is ``form``."""
    shown = localised(question, language)
    asked, rest = _asked(shown["prompt"])
    name = f"q-{question['uid']}"
    context = {
        "question": shown,
        "asked": asked,
        "asked_rest": rest,
        "name": name,
        "parts": _parts(shown),
        "form": form,
        "controls": f"cms/pages/blocks/{_CONTROLS[question['kind']]}.html",
    }
    if question["kind"] == "cloze":
        context["text"] = in_language(question["text"], language)
        context["gapped"] = _gapped(context["text"], shown["gaps"], name, form)
    return tidy(render_to_string("cms/pages/blocks/question.html", context))


def questions_html(questions: Iterable[dict[str, Any]], *, language: str) -> str:
    """Questions of a stored lesson, in the words that the rest of it has."""
    with override(SOURCE_LANGUAGE):
        return "\n".join(question_html(question, language=language) for question in questions)


def pool_html(pool: dict[str, Any], *, language: str) -> str:
    """Every question of a pool, for whoever writes or reviews it."""
    questions = [mark_safe(question_html(question, language=language)) for question in pool["questions"]]
    context = {"pool": pool, "questions": questions}
    return tidy(render_to_string("cms/pages/blocks/pool.html", context))


def _asked(prompt: str) -> tuple[str, str]:
    """The first paragraph, bare, for the legend (which may hold no paragraph), and what comes after it."""
    found = re.match(r"<p>(.*?)</p>(.*)", prompt, re.DOTALL)
    first, rest = (found[1], found[2]) if found else (prompt, "")
    return mark_safe(first), mark_safe(rest.strip())


def _parts(question: Any) -> list[dict[str, Any]]:
    """What the template draws: choices, or rows with a list to choose from."""
    match question["kind"]:
        case "single" | "multiple" | "rating":
            return _options(question["options"])
        case "true_false":
            return [{"value": "true", "text": _("True")}, {"value": "false", "text": _("False")}]
        case "ordering":
            places = [str(place) for place in range(1, len(question["options"]) + 1)]
            return _rows(question["options"], [{"value": place, "text": place} for place in places])
        case "matching":
            return _rows(question["options"], _options(question["matches"]))
    return []


def _options(items: Any) -> list[dict[str, Any]]:
    return [{"value": item["uid"], "text": item["text"]} for item in items]


def _rows(items: Any, choices: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{**row, "choices": choices} for row in _options(items)]


def _gapped(text: str, gaps: list[dict[str, Any]], name: str, form: str) -> SafeString:
    """The text with a control in the place of each mark. No tag of it has attributes, so that marks are words only."""

    def control(found: re.Match[str]) -> str:
        number = int(found[1])
        if not 1 <= number <= len(gaps):
            return found[0]
        gap = gaps[number - 1]
        context = {"gap": gap, "number": number, "total": len(gaps), "name": f"{name}-{gap['uid']}", "form": form}
        return render_to_string("cms/pages/blocks/_gap.html", context).strip()

    return mark_safe(re.sub(MARK, control, clean_html(text, links=False)))
