"""Writing GIFT: what ``gift.read_gift``, and Moodle, read as the same questions."""

import re
from collections.abc import Callable, Iterable
from typing import Any

from cms.questions.formats.model import ImportedQuestion, QuestionRefused, Written
from cms.questions.formats.notes import Code, Note, note
from cms.questions.formats.numbers import share, written
from cms.questions.formats.writing import as_html, decimal, note_unheld, tolerance_of, write_all

_SPECIAL = re.compile(r"[\\~=#{}:]")


def write_gift(questions: Iterable[ImportedQuestion]) -> Written:
    """A GIFT file; what it does not hold is told for each question."""
    return write_all(questions, _write)


def _write(question: ImportedQuestion, notes: list[Note]) -> str:
    if question.kind not in ANSWERS:
        raise QuestionRefused(Code.OUT_KIND, kind=question.kind)
    value = question.value
    answer = ANSWERS[question.kind](value, notes)
    note_unheld(question, notes)
    _note_more(value, notes)
    general = f"####{_escape(value['explanation'])}" if value.get("explanation") else ""
    before, after = _around(question, notes)
    name = f"::{_escape(question.name)}::" if question.name else ""
    return f"{_comment(question)}{name}[html]{_escape(before)}{{{answer}{general}}}{_escape(after)}\n\n"


def _around(question: ImportedQuestion, notes: list[Note]) -> tuple[str, str]:
    """What stands before the answer, and behind it where a word is missing."""
    if question.kind != "cloze":
        return question.value["prompt"], ""
    if question.value.get("prompt"):
        notes.append(note(Code.OUT_PROMPT, text=question.value["prompt"]))
    before, _mark, after = question.value["text"].partition("[[1]]")
    if not after.strip():
        notes.append(note(Code.OUT_MISSING_WORD))
    return before, after


def _comment(question: ImportedQuestion) -> str:
    labels = [("id", question.source_id)] if question.source_id else []
    labels += [("tag", tag) for tag in question.tags]
    return (
        "// " + " ".join(f"[{key}:{text.replace(']', chr(92) + ']')}]" for key, text in labels) + "\n" if labels else ""
    )


def _note_more(value: dict[str, Any], notes: list[Note]) -> None:
    if decimal(value.get("points"), "1") != 1:
        notes.append(note(Code.OUT_POINTS, points=value["points"]))
    if value.get("hint"):
        notes.append(note(Code.OUT_HINT))
    if value.get("shuffle"):
        notes.append(note(Code.OUT_SHUFFLE))


def _escape(text: str) -> str:
    return _SPECIAL.sub(lambda sign: "\\" + sign.group(), text).replace("\n", "\\n")


def _html(text: str) -> str:
    """Plain words in a question whose texts are HTML; signs that would begin a weight or a format are spelt out."""
    spelt = as_html(text)
    return _escape(f"&#{ord(spelt[0])};{spelt[1:]}" if spelt[:1] in ("%", "[") else spelt)


def _feedback(text: Any) -> str:
    return f"#{_html(text)}" if text else ""


def _single(value: dict[str, Any], notes: list[Note]) -> str:
    return "".join(
        f"\n{'=' if option['correct'] else '~'}{_html(option['text'])}{_feedback(option.get('feedback'))}"
        for option in value["options"]
    )


def _multiple(value: dict[str, Any], notes: list[Note]) -> str:
    each = share(sum(bool(option["correct"]) for option in value["options"]) or 1)
    return "".join(
        f"\n~%{'' if option['correct'] else '-'}{written(each)}%{_html(option['text'])}"
        f"{_feedback(option.get('feedback'))}"
        for option in value["options"]
    )


def _true_false(value: dict[str, Any], notes: list[Note]) -> str:
    right = str(value["correct"])
    wrong = "false" if right == "true" else "true"
    for_wrong, for_right = _feedback(value.get(f"feedback_{wrong}")), _feedback(value.get(f"feedback_{right}"))
    return right.upper() + (f"{for_wrong or '#'}{for_right}" if for_right else for_wrong)


def _numeric(value: dict[str, Any], notes: list[Note]) -> str:
    if value.get("unit"):
        notes.append(note(Code.OUT_UNIT, unit=value["unit"]))
    return f"#{written(decimal(value['value']))}:{written(tolerance_of(value, notes))}"


def _short_text(value: dict[str, Any], notes: list[Note]) -> str:
    if value.get("case_matters"):
        notes.append(note(Code.OUT_CASE))
    return _accepted(value["accepted"])


def _accepted(accepted: list[str]) -> str:
    if any("->" in text for text in accepted):
        raise QuestionRefused(Code.OUT_ARROW)
    return " ".join("=" + ("%100%" if text.startswith("%") else "") + _star(text) for text in accepted)


def _star(text: str) -> str:
    # In Moodle a bare asterisk stands for any text; the sign that protects it needs protection itself.
    return _escape(text.replace("*", "\\*"))


def _matching(value: dict[str, Any], notes: list[Note]) -> str:
    if value.get("distractors"):
        notes.append(note(Code.OUT_DISTRACTORS, texts=" · ".join(value["distractors"])))
    return "".join(f"\n={_html(pair['left'])} -> {_escape(pair['right'])}" for pair in value["pairs"])


def _cloze(value: dict[str, Any], notes: list[Note]) -> str:
    """One gap is a missing word; there is no place for more."""
    if len(value["gaps"]) != 1:
        raise QuestionRefused(Code.OUT_KIND, kind="cloze")
    gap = value["gaps"][0]
    if not gap.get("choices"):
        return _short_text({**value, "accepted": gap["accepted"]}, notes)
    return f"={_html(gap['accepted'][0])}" + "".join(f" ~{_html(text)}" for text in gap["choices"])


def _open(value: dict[str, Any], notes: list[Note]) -> str:
    if value.get("min_words"):
        notes.append(note(Code.OUT_MIN_WORDS, value=value["min_words"]))
    return ""


ANSWERS: dict[str, Callable[[dict[str, Any], list[Note]], str]] = {
    "single": _single,
    "multiple": _multiple,
    "true_false": _true_false,
    "numeric": _numeric,
    "short_text": _short_text,
    "matching": _matching,
    "cloze": _cloze,
    "open": _open,
}
