"""Moodle's embedded answers: ``{1:SHORTANSWER:=Berlín~%50%Bonn#casi}`` in the middle of a text."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from html import unescape
from typing import Any

from cms.questions.formats.choices import FULL, Choice
from cms.questions.formats.gift import MARK
from cms.questions.formats.markup import plain_option, text_of, tidy
from cms.questions.formats.model import QuestionRefused
from cms.questions.formats.notes import Code, Note, note
from cms.questions.formats.numbers import number_in, written

_GAP = re.compile(r"\{(\d{0,3}):([A-Z_]+):((?:\\.|[^}\\])*)\}", re.DOTALL)
_TYPED = {"SHORTANSWER", "SA", "MW"}
_TYPED_EXACT = {"SHORTANSWER_C", "SAC", "MWC"}
_CHOSEN = {"MULTICHOICE", "MC", "MULTICHOICE_S", "MCS", "MULTICHOICE_V", "MCV", "MULTICHOICE_VS", "MCVS",
           "MULTICHOICE_H", "MCH", "MULTICHOICE_HS", "MCHS"}  # fmt: skip
_NUMBER = {"NUMERICAL", "NM"}
_WEIGHT = re.compile(r"(?:=|%(-?\d{1,3}(?:\.\d*)?)%)")
_PARTS = re.compile(r"(?<!\\)~")


@dataclass
class Embedded:
    """The text with [[1]], [[2]] … in place of the answers, and the answers."""

    text: str
    gaps: list[dict[str, Any]] = field(default_factory=list)
    points: Decimal = Decimal(0)
    case_matters: bool = False


def read_embedded(html: str, notes: list[Note]) -> Embedded:
    """The text of a cloze question taken apart; raises QuestionRefused when a gap cannot be one of ours."""
    found = Embedded("")
    weights: list[int] = []
    exact: list[bool] = []

    def gap(match: re.Match[str]) -> str:
        weights.append(int(match.group(1) or 1))
        kind = match.group(2)
        found.gaps.append(_gap(kind, match.group(3), notes, match.group()))
        if kind in _TYPED | _TYPED_EXACT:
            exact.append(kind in _TYPED_EXACT)
        return f"[[{len(found.gaps)}]]"

    found.text = _replaced(html, gap)
    if not found.gaps:
        raise QuestionRefused(Code.BAD_GAP, text=text_of(html))
    if len(set(weights)) > 1:
        notes.append(note(Code.GAP_WEIGHTS, weights=" · ".join(map(str, weights))))
    if len(set(exact)) > 1:
        notes.append(note(Code.MIXED_CASE))
    found.points, found.case_matters = Decimal(sum(weights)), bool(exact) and all(exact)
    return found


def _replaced(html: str, gap: Callable[[re.Match[str]], str]) -> str:
    """The text with its gaps as marks; what looked like a mark before is spaced out so that it is none."""
    pieces, end = [], 0
    for match in _GAP.finditer(html):
        pieces += [_spaced(html[end : match.start()]), gap(match)]
        end = match.end()
    return "".join([*pieces, _spaced(html[end:])])


def _spaced(text: str) -> str:
    return MARK.sub(r"[ [\1] ]", text)


def _gap(kind: str, code: str, notes: list[Note], whole: str) -> dict[str, Any]:
    answers = [_answer(part, notes) for part in _PARTS.split(code) if part.strip()]
    if kind in _NUMBER:
        answers = [_without_tolerance(answer, notes) for answer in answers]
    elif kind not in _TYPED | _TYPED_EXACT | _CHOSEN:
        raise QuestionRefused(Code.BAD_GAP, text=whole)
    right = [answer.text for answer in answers if answer.weight >= FULL and answer.text]
    if not right:
        raise QuestionRefused(Code.NO_RIGHT_ANSWER, best=answers[0].text if answers else whole, percent="0")
    partial = [answer for answer in answers if 0 < answer.weight < FULL]
    notes += [note(Code.PARTIAL_ANSWER, text=answer.text, percent=written(answer.weight)) for answer in partial]
    if kind not in _CHOSEN:
        return _typed(right, notes)
    if len(right) > 1:
        raise QuestionRefused(Code.SEVERAL_RIGHT, options=" · ".join(right))
    return {"accepted": right, "choices": [answer.text for answer in answers if answer.weight < FULL]}


def _typed(right: list[str], notes: list[Note]) -> dict[str, Any]:
    """A gap to be written in; an answer with a wildcard is no answer to be compared."""
    wild = [text for text in right if "*" in text.replace("\\*", "")]
    notes += [note(Code.WILDCARD, text=text) for text in wild]
    kept = [text.replace("\\*", "*") for text in right if text not in wild]
    if not kept:
        raise QuestionRefused(Code.NO_RIGHT_ANSWER, best=wild[0], percent="0")
    return {"accepted": list(dict.fromkeys(kept)), "choices": []}


def _answer(part: str, notes: list[Note]) -> Choice:
    part = part.strip()
    weight, found = Decimal(0), _WEIGHT.match(part)
    if found:
        weight = FULL if found.group() == "=" else Decimal(found.group(1).rstrip("."))
        part = part[found.end() :]
    text, _sign, feedback = _parted(part)
    said = plain_option(_unescaped(text), notes)
    if feedback.strip():
        notes.append(note(Code.ANSWER_FEEDBACK, answer=said, feedback=text_of(_unescaped(feedback))))
    return Choice(said, weight)


def _parted(part: str) -> tuple[str, str, str]:
    """At the first "#" that is not escaped, and that does not begin the number of a character."""
    found = re.search(r"(?<![\\&])#", part)
    return (part[: found.start()], "#", part[found.end() :]) if found else (part, "", "")


def _unescaped(text: str) -> str:
    return re.sub(r'\\([}~#/"\\])', r"\1", text)


def _without_tolerance(answer: Choice, notes: list[Note]) -> Choice:
    number, sign, off = unescape(answer.text).partition(":")
    value = number_in(number)
    if value is None:
        if answer.weight < FULL:
            return answer
        raise QuestionRefused(Code.BAD_NUMBER, text=answer.text)
    if sign and (number_in(off) or Decimal(0)):
        notes.append(note(Code.GAP_TOLERANCE, number=written(value), tolerance=tidy(off)))
    return Choice(written(value), answer.weight)
