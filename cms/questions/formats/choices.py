"""Options with weights in per cent, as Moodle and QTI have them, and what becomes of them with us."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from cms.questions.formats.model import QuestionRefused
from cms.questions.formats.notes import Code, Note, note
from cms.questions.formats.numbers import share, written

FULL = Decimal(100)
_NEAR = Decimal("0.01")


@dataclass
class Choice:
    """An option: its words, what choosing it is worth in per cent, what is said to whoever chose it."""

    text: str
    weight: Decimal = Decimal(0)
    feedback: str = ""


def single_value(choices: list[Choice], notes: list[Note]) -> dict[str, Any]:
    """One right option: that of 100 %; what other options were worth is noted."""
    _check_some(choices)
    right = [choice for choice in choices if choice.weight >= FULL]
    if len(right) > 1:
        raise QuestionRefused(Code.SEVERAL_RIGHT, options=" · ".join(choice.text for choice in right))
    if not right:
        best = max(choices, key=lambda choice: choice.weight)
        raise QuestionRefused(Code.NO_RIGHT_ANSWER, best=best.text, percent=written(best.weight))
    for choice in choices:
        if choice.weight and choice not in right:
            code = Code.PARTIAL_CREDIT if choice.weight > 0 else Code.WRONG_WEIGHTS
            notes.append(note(code, text=choice.text, percent=written(choice.weight)))
    return {"options": [_option(choice, choice in right) for choice in choices]}


def multiple_value(choices: list[Choice], notes: list[Note]) -> dict[str, Any]:
    """Several right options: every one that was worth something; each counts the same with us, and a wrong one
    takes away what a right one gives."""
    _check_some(choices)
    right = [choice for choice in choices if choice.weight > 0]
    if not right:
        raise QuestionRefused(Code.NO_RIGHT_ANSWER, best=choices[0].text, percent=written(choices[0].weight))
    each = share(len(right))
    if any(abs(choice.weight - each) > _NEAR for choice in right):
        notes.append(note(Code.WEIGHTS, weights=_weights(right)))
    wrong = [choice for choice in choices if choice.weight <= 0]
    if any(abs(choice.weight + each) > _NEAR for choice in wrong):
        notes.append(note(Code.WRONG_WEIGHTS, text=_weights(wrong), percent=written(-each)))
    return {"options": [_option(choice, choice.weight > 0) for choice in choices]}


def _check_some(choices: list[Choice]) -> None:
    if not choices:
        raise QuestionRefused(Code.NO_OPTIONS)


def _option(choice: Choice, correct: bool) -> dict[str, Any]:
    return {"text": choice.text, "correct": correct, "feedback": choice.feedback}


def _weights(choices: list[Choice]) -> str:
    return " · ".join(f"{choice.text} {written(choice.weight)} %" for choice in choices)


def accepted_of(answers: list[Choice], notes: list[Note]) -> list[str]:
    """Of the answers of a short-answer question those of full worth; what the others were is noted."""
    accepted: list[str] = []
    for answer in answers:
        text = answer.text.replace("\\*", "\0")
        if answer.feedback:
            notes.append(note(Code.ANSWER_FEEDBACK, answer=answer.text, feedback=answer.feedback))
        if answer.weight < FULL:
            if answer.weight:
                notes.append(note(Code.PARTIAL_ANSWER, text=answer.text, percent=written(answer.weight)))
        elif "*" in text:
            notes.append(note(Code.WILDCARD, text=answer.text))
        else:
            accepted.append(text.replace("\0", "*"))
    if not accepted:
        raise QuestionRefused(Code.NO_RIGHT_ANSWER, best=answers[0].text if answers else "", percent="0")
    return list(dict.fromkeys(accepted))


def numeric_value(answers: list[tuple[Choice, Decimal, Decimal]], notes: list[Note]) -> dict[str, Any]:
    """Of (answer, number, tolerance) the first of full worth; what the others were is noted."""
    full = [entry for entry in answers if entry[0].weight >= FULL]
    if not full:
        raise QuestionRefused(Code.NO_RIGHT_ANSWER, best=answers[0][0].text if answers else "", percent="0")
    _first, value, tolerance = full[0]
    for answer, number, off in answers:
        if answer.feedback:
            notes.append(note(Code.ANSWER_FEEDBACK, answer=answer.text, feedback=answer.feedback))
        if answer is not full[0][0]:
            stated = f"{written(number)} ± {written(off)}"
            notes.append(note(Code.MORE_NUMBERS, text=stated, percent=written(answer.weight)))
    return {"value": written(value), "tolerance": written(abs(tolerance)), "tolerance_kind": "absolute"}
