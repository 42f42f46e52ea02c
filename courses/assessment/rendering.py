"""A submitted attempt as its teacher reads it, and a lesson's form as one attempt shows it, with answers filled in."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any

import nh3
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from cms.pages.html import clean_html
from cms.pages.kinds import OPEN, RATING, is_automatic, points_at_stake
from cms.pages.rendering import questions_html
from cms.translation.units import MARK
from courses.assessment.models import Attempt
from courses.assessment.selectors import Standing, arrangement, counted_result
from courses.editions.models import Lesson
from courses.study.models import Enrolment

RIGHT, PARTLY, WRONG, BLANK = "right", "partly", "wrong", "blank"
WAITS, RECEIVED = "waits", "received"


@dataclass(frozen=True)
class Row:
    """An option, item, pair or gap: what it says, what the teacher did with it, whether that was right."""

    text: str
    answer: str = ""
    chosen: bool = False
    verdict: str = ""
    expected: bool = False
    feedback: str = ""


@dataclass(frozen=True)
class ReviewedQuestion:
    """One question with the exact text answered, and everything there is to say about the answer."""

    number: int
    uid: str
    kind: str
    prompt: SafeString
    verdict: str
    points: Decimal
    max_points: Decimal
    rows: list[Row]
    explanation: SafeString
    answer: str = ""
    expected: str = ""
    feedback: list[str] = field(default_factory=list)
    text: str = ""
    hint: str = ""
    rubric: list[dict[str, Any]] = field(default_factory=list)

    @property
    def is_marked(self) -> bool:
        """Whether marking at once says anything of it."""
        return self.kind not in {OPEN, RATING}


def reviewed(attempt: Attempt, *, reveal: bool) -> list[ReviewedQuestion]:
    """The questions of a submitted attempt; ``reveal`` also shows the right answer of those that were not right."""
    result = counted_result(attempt)
    return [
        _question(number, question, attempt.answers.get(question["uid"]), result[question["uid"]], reveal)
        for number, question in enumerate(attempt.questions, start=1)
    ]


def _question(
    number: int, question: dict[str, Any], answer: Any, told: dict[str, Any], reveal: bool
) -> ReviewedQuestion:
    verdict = _verdict(question, told)
    expected = told["expected"] if reveal and is_automatic(question) and verdict != RIGHT else {}
    draw = _ROWS.get(question["kind"])
    rows = draw(question, answer, told, expected) if draw else []
    return ReviewedQuestion(
        number=number,
        uid=question["uid"],
        kind=question["kind"],
        prompt=_safe(question["prompt"]),
        verdict=verdict,
        points=Decimal(told["points"]),
        max_points=points_at_stake(question),
        rows=rows,
        explanation=_safe(told["explanation"]),
        answer=answer if not rows and isinstance(answer, str) else "",
        expected=_expected_text(expected),
        feedback=[text for text in told["feedback"].values() if not rows and text],
        text=_gapped(question, answer, told) if question["kind"] == "cloze" else "",
        hint=_safe(question.get("hint") or ""),
        rubric=question.get("rubric") or [],
    )


def _safe(html: str) -> SafeString:
    return mark_safe(nh3.clean(html))


def _verdict(question: Mapping[str, Any], told: Mapping[str, Any]) -> str:
    fraction = Fraction(told["fraction"])
    if not is_automatic(question):  # nobody has to say what they think, and a person reads what they write
        return "" if not told["answered"] else WAITS if question["kind"] == OPEN else RECEIVED
    if not told["answered"]:
        return BLANK
    return RIGHT if fraction == 1 else PARTLY if fraction else WRONG


def _part(told: Mapping[str, Any], uid: str) -> str:
    part = told["parts"].get(uid)
    return "" if part is None else RIGHT if part else WRONG


def _choices(question: dict[str, Any], answer: Any, told: dict[str, Any], expected: dict[str, Any]) -> list[Row]:
    chosen = {answer} if isinstance(answer, str) else set(answer or [])
    right = expected.get("correct", [])
    right = {right} if isinstance(right, str) else set(right)
    return [
        Row(
            text=option["text"],
            chosen=option["uid"] in chosen,
            verdict=_part(told, option["uid"]) if option["uid"] in chosen else "",
            expected=option["uid"] in right,
            feedback=told["feedback"].get(option["uid"], ""),
        )
        for option in question["options"]
    ]


def _true_false(question: dict[str, Any], answer: Any, told: dict[str, Any], expected: dict[str, Any]) -> list[Row]:
    right = {True: "true", False: "false"}.get(expected.get("correct"), "")  # type: ignore[arg-type]
    return [
        Row(
            text=text,
            chosen=value == answer,
            verdict=_part(told, value) if value == answer else "",
            expected=value == right,
            feedback=told["feedback"].get(value, ""),
        )
        for value, text in (("true", _("True")), ("false", _("False")))
    ]


def _ordered(question: dict[str, Any], answer: Any, told: dict[str, Any], expected: dict[str, Any]) -> list[Row]:
    """In the teacher's own order: place, item, and whether it stands where it should."""
    texts = {option["uid"]: option["text"] for option in question["options"]}
    order = expected.get("order", [])
    return [
        Row(
            text=texts.get(uid, "—"),
            chosen=uid is not None,
            verdict=_part(told, uid or ""),
            answer=texts[order[place]] if order and order[place] != uid else "",
        )
        for place, uid in enumerate(answer or [])
    ]


def _matched(question: dict[str, Any], answer: Any, told: dict[str, Any], expected: dict[str, Any]) -> list[Row]:
    matches = {match["uid"]: match["text"] for match in question["matches"]}
    given, pairs = answer or {}, expected.get("pairs", {})
    return [
        Row(
            text=f"{left['text']} → {matches.get(given.get(left['uid'], ''), '—')}",
            chosen=left["uid"] in given,
            verdict=_part(told, left["uid"]),
            answer=matches.get(pairs.get(left["uid"], ""), "") if _part(told, left["uid"]) != RIGHT else "",
        )
        for left in question["options"]
    ]


def _gaps(question: dict[str, Any], answer: Any, told: dict[str, Any], expected: dict[str, Any]) -> list[Row]:
    given, keys = answer or {}, expected.get("gaps", {})
    return [
        Row(
            text=_said(gap, given.get(gap["uid"], "")) or "—",
            chosen=gap["uid"] in given,
            verdict=_part(told, gap["uid"]),
            answer=_fitting(gap, keys.get(gap["uid"], {})) if _part(told, gap["uid"]) != RIGHT else "",
            feedback=told["feedback"].get(gap["uid"], ""),
        )
        for gap in question["gaps"]
    ]


def _said(gap: dict[str, Any], given: str) -> str:
    """What was written into a gap, or what the option chosen says."""
    texts = {option["uid"]: str(option["text"]) for option in gap.get("options") or []}
    return texts.get(given, "") if texts else given


def _fitting(gap: dict[str, Any], key: dict[str, Any]) -> str:
    return _said(gap, key["correct"]) if "correct" in key else " / ".join(key.get("accepted", []))


def _gapped(question: dict[str, Any], answer: Any, told: dict[str, Any]) -> SafeString:
    """The text with what was answered in its gaps. No tag of it has attributes, so that marks are words only."""
    gaps, given = question["gaps"], answer or {}

    def shown(found: re.Match[str]) -> str:
        number = int(found[1])
        if not 1 <= number <= len(gaps):
            return found[0]
        gap = gaps[number - 1]
        verdict = _part(told, gap["uid"]) or BLANK
        said = _said(gap, given.get(gap["uid"], "")) or "……"
        return format_html('<strong class="gap-given {}">{}</strong> <sup>{}</sup>', verdict, said, number)

    return mark_safe(re.sub(MARK, shown, clean_html(question["text"], links=False)))


_ROWS: dict[str, Callable[[dict[str, Any], Any, dict[str, Any], dict[str, Any]], list[Row]]] = {
    "single": _choices,
    "multiple": _choices,
    "true_false": _true_false,
    "ordering": _ordered,
    "matching": _matched,
    "cloze": _gaps,
    RATING: _choices,
}


def _expected_text(expected: dict[str, Any]) -> str:
    if "value" in expected:
        unit = next(iter((expected.get("unit") or {}).values()), "")
        return f"{expected['value']} {unit}".strip()
    return ", ".join(expected.get("accepted", [])[:1])


# --- What one attempt shows of a lesson ---
def arranged_html(enrolment: Enrolment, lesson: Lesson, standing: Standing, places: Collection[str]) -> dict[str, str]:
    """{block uid: HTML} for the places that a stored lesson keeps: as the open attempt has it, else as the next will.

    Without any attempt left, as the last one had it. The questions of a timed lesson are shown once it was begun.
    """
    if standing.waits_to_begin(lesson):
        return {}
    attempt = standing.draft or (None if standing.may_answer else standing.submitted[-1])
    number, snapshot = (attempt.number, attempt.questions) if attempt else (standing.next_number, None)
    shown = arrangement(enrolment, lesson.uid, number, snapshot)
    return {uid: questions_html(shown.get(uid, []), language=lesson.language) for uid in places}


# --- A lesson's form with answers in it ---
_CONTROL = re.compile(r"<input\b[^>]*>|<select\b[^>]*>.*?</select>|<textarea\b[^>]*>.*?</textarea>", re.DOTALL)
_ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')
_OPTION = re.compile(r"<option\b[^>]*>")
_OPENING = re.compile(r"<(input|select|textarea)\b")


def filled(html: str, values: Mapping[str, Collection[str]], *, locked: bool = False) -> str:
    """The lesson's HTML with a draft in its controls, so that a draft needs no script on any device.

    ``values`` are form fields, see ``field_values``; ``locked`` disables the controls, when no attempt is left.
    """
    if not values and not locked:
        return html
    return _CONTROL.sub(lambda found: _fill(found[0], values, locked), html)


def field_values(answers: Mapping[str, Any]) -> dict[str, set[str]]:
    """Answers as the form fields they came from. A list may be choices or an order: the form has names for one."""
    return dict(_values(answers))


def _values(answers: Mapping[str, Any]) -> Iterator[tuple[str, set[str]]]:
    for uid, answer in answers.items():
        if isinstance(answer, str):
            yield f"q-{uid}", {answer}
        elif isinstance(answer, list):
            yield f"q-{uid}", {item for item in answer if item}
            yield from ((f"q-{uid}-{item}", {str(place)}) for place, item in enumerate(answer, start=1) if item)
        elif isinstance(answer, dict):
            yield from ((f"q-{uid}-{left}", {str(match)}) for left, match in answer.items())


def _fill(control: str, values: Mapping[str, Collection[str]], locked: bool) -> str:
    opening = control[: control.index(">") + 1]
    attributes = dict(_ATTRIBUTE.findall(opening))
    if not attributes.get("name", "").startswith("q-"):
        return control
    chosen = values.get(attributes["name"], ())
    if control.startswith("<select"):
        control = _OPTION.sub(lambda found: _select(found[0], chosen), control)
    elif control.startswith("<input") and chosen:
        control = _check(control, attributes, chosen)
    elif control.startswith("<textarea") and chosen:
        control = opening + escape(next(iter(chosen))) + "</textarea>"
    return _OPENING.sub(r"<\1 disabled", control, count=1) if locked else control


def _check(control: str, attributes: Mapping[str, str], chosen: Collection[str]) -> str:
    if attributes.get("type") in {"radio", "checkbox"}:
        return control.replace("<input", "<input checked", 1) if attributes.get("value") in chosen else control
    bare = re.sub(r'\svalue="[^"]*"', "", control)
    return bare.replace("<input", f'<input value="{escape(next(iter(chosen)))}"', 1)


def _select(option: str, chosen: Collection[str]) -> str:
    value = dict(_ATTRIBUTE.findall(option)).get("value")
    return option.replace("<option", "<option selected", 1) if value and value in chosen else option
