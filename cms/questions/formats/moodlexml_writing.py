"""Writing Moodle XML: what ``moodlexml.read_moodlexml``, and Moodle, read as the same questions."""

import re
from collections.abc import Callable, Iterable
from typing import Any
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from cms.questions.formats.gift import MARK
from cms.questions.formats.model import ImportedQuestion, QuestionRefused, Written
from cms.questions.formats.notes import Code, Note, note
from cms.questions.formats.numbers import share, written
from cms.questions.formats.writing import as_html, decimal, note_unheld, tolerance_of, write_all

# XML has no place for these, escaped or not.
_IMPOSSIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def write_moodlexml(questions: Iterable[ImportedQuestion]) -> Written:
    """A Moodle XML file; what it does not hold is told for each question."""
    result = write_all(questions, _write)
    result.content = f'<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n{result.content}</quiz>\n'
    return result


def _write(question: ImportedQuestion, notes: list[Note]) -> str:
    if question.kind not in TYPES:
        raise QuestionRefused(Code.OUT_KIND, kind=question.kind)
    type_, fill = TYPES[question.kind]
    value = question.value
    element = Element("question", type=type_)
    _text(_child(element, "name"), question.name)
    _html(element, "questiontext", value.get("prompt") or "")
    _html(element, "generalfeedback", value.get("explanation") or "")
    _child(element, "defaultgrade", written(decimal(value.get("points"), "1")))
    _child(element, "penalty", "0.3333333")
    _child(element, "hidden", "0")
    _child(element, "idnumber", question.source_id)
    fill(element, value, notes)
    note_unheld(question, notes)
    _close(element, question)
    indent(element)
    return tostring(element, encoding="unicode") + "\n"


def _close(element: Element, question: ImportedQuestion) -> None:
    if question.value.get("hint"):
        _html(element, "hint", question.value["hint"])
    if question.tags:
        tags = _child(element, "tags")
        for tag in question.tags:
            _text(_child(tags, "tag"), tag)


def _child(parent: Element, tag: str, text: str = "", **attributes: str) -> Element:
    child = SubElement(parent, tag, attributes)
    child.text = _IMPOSSIBLE.sub("", text) or None
    return child


def _text(parent: Element, text: str) -> None:
    _child(parent, "text", text)


def _html(parent: Element, tag: str, html: str, **attributes: str) -> Element:
    child = _child(parent, tag, format="html", **attributes)
    _text(child, html)
    return child


def _answer(parent: Element, fraction: str, text: str, feedback: str = "", *, form: str = "html") -> Element:
    answer = _child(parent, "answer", fraction=fraction, format=form)
    _text(answer, as_html(text) if form == "html" else text)
    _html(answer, "feedback", as_html(feedback or ""))
    return answer


def _options(element: Element, value: dict[str, Any], *, single: bool) -> None:
    _child(element, "single", "true" if single else "false")
    _child(element, "shuffleanswers", "true" if value.get("shuffle") else "false")
    _child(element, "answernumbering", "abc")
    each = written(share(1 if single else sum(bool(option["correct"]) for option in value["options"]) or 1))
    for option in value["options"]:
        wrong = "0" if single else f"-{each}"
        _answer(element, each if option["correct"] else wrong, option["text"], option.get("feedback") or "")


def _single(element: Element, value: dict[str, Any], notes: list[Note]) -> None:
    _options(element, value, single=True)


def _multiple(element: Element, value: dict[str, Any], notes: list[Note]) -> None:
    _options(element, value, single=False)


def _true_false(element: Element, value: dict[str, Any], notes: list[Note]) -> None:
    for claim in ("true", "false"):
        fraction = "100" if value["correct"] == claim else "0"
        _answer(element, fraction, claim, value.get(f"feedback_{claim}") or "", form="moodle_auto_format")


def _numeric(element: Element, value: dict[str, Any], notes: list[Note]) -> None:
    answer = _answer(element, "100", written(decimal(value["value"])), form="moodle_auto_format")
    _child(answer, "tolerance", written(tolerance_of(value, notes)))
    if value.get("unit"):
        unit = _child(_child(element, "units"), "unit")
        _child(unit, "multiplier", "1")
        _child(unit, "unit_name", value["unit"])
    is_required = bool(value.get("unit") and value.get("unit_required"))
    _child(element, "unitgradingtype", "1" if is_required else "0")
    _child(element, "unitpenalty", "1.0000000" if is_required else "0")
    _child(element, "showunits", "0" if is_required else "3")
    _child(element, "unitsleft", "0")


def _short_text(element: Element, value: dict[str, Any], notes: list[Note]) -> None:
    _child(element, "usecase", "1" if value.get("case_matters") else "0")
    for text in value["accepted"]:
        _answer(element, "100", text.replace("*", "\\*"), form="moodle_auto_format")


def _ordering(element: Element, value: dict[str, Any], notes: list[Note]) -> None:
    for name, setting in (("layouttype", "VERTICAL"), ("selecttype", "ALL"), ("selectcount", "0"),
                          ("gradingtype", "ABSOLUTE_POSITION")):  # fmt: skip
        _child(element, name, setting)
    for position, text in enumerate(value["items"], start=1):
        _answer(element, str(position), text)


def _matching(element: Element, value: dict[str, Any], notes: list[Note]) -> None:
    _child(element, "shuffleanswers", "true")
    for pair in [*value["pairs"], *({"left": "", "right": text} for text in value.get("distractors") or [])]:
        left = _html(element, "subquestion", as_html(pair["left"]))
        _text(_child(left, "answer"), pair["right"])


def _open(element: Element, value: dict[str, Any], notes: list[Note]) -> None:
    _child(element, "responseformat", "editor")
    _child(element, "responserequired", "1")
    _child(element, "minwordlimit", str(value.get("min_words") or 0))
    _child(element, "attachments", "0")


def _cloze(element: Element, value: dict[str, Any], notes: list[Note]) -> None:
    gaps = value["gaps"]

    def code(match: re.Match[str]) -> str:
        number = int(match.group(1))
        return _gap(gaps[number - 1], value) if 1 <= number <= len(gaps) else match.group()

    if value.get("prompt"):
        notes.append(note(Code.OUT_PROMPT, text=value["prompt"]))
    if decimal(value.get("points"), "1") != len(gaps):
        notes.append(note(Code.OUT_POINTS, points=value.get("points", "1")))
    text = element.find("questiontext/text")
    if text is not None:
        text.text = _IMPOSSIBLE.sub("", MARK.sub(code, value["text"]))
    for name in ("defaultgrade", "penalty"):  # Moodle adds up the gaps
        found = element.find(name)
        if found is not None:
            element.remove(found)


def _gap(gap: dict[str, Any], value: dict[str, Any]) -> str:
    right = [_embedded(text) for text in gap["accepted"]]
    if gap.get("choices"):
        return "{1:MULTICHOICE:" + "~".join([f"={right[0]}", *map(_embedded, gap["choices"])]) + "}"
    kind = "SHORTANSWER_C" if value.get("case_matters") else "SHORTANSWER"
    return "{1:" + kind + ":" + "~".join(f"={_starred(text)}" for text in right) + "}"


def _starred(text: str) -> str:
    return text.replace("*", "\\*")


def _embedded(text: str) -> str:
    # Backslashes, and signs that would begin a weight, are spelt as HTML, which Moodle reads there too.
    spelt = as_html(text).replace("\\", "&#92;")
    spelt = f"&#{ord(spelt[0])};{spelt[1:]}" if spelt[:1] in ("%", "=") else spelt
    return re.sub(r"(?<!&)([}~#])", r"\\\1", spelt)


TYPES: dict[str, tuple[str, Callable[[Element, dict[str, Any], list[Note]], None]]] = {
    "single": ("multichoice", _single),
    "multiple": ("multichoice", _multiple),
    "true_false": ("truefalse", _true_false),
    "numeric": ("numerical", _numeric),
    "short_text": ("shortanswer", _short_text),
    "ordering": ("ordering", _ordering),
    "matching": ("matching", _matching),
    "open": ("essay", _open),
    "cloze": ("multianswer", _cloze),
}
