"""Moodle XML (https://docs.moodle.org/en/Moodle_XML_format): each type of question that is one of our kinds."""

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any
from xml.etree.ElementTree import Element

from cms.questions.formats.choices import FULL, Choice, accepted_of, multiple_value, numeric_value, single_value
from cms.questions.formats.cloze_code import read_embedded
from cms.questions.formats.gift import MARK, category_of
from cms.questions.formats.markup import html_of_auto, html_of_plain, note_lost, plain_option, text_of, tidy
from cms.questions.formats.model import (
    MOST_QUESTIONS,
    FileRefused,
    ImportedQuestion,
    Parsed,
    Place,
    QuestionRefused,
    Refusal,
)
from cms.questions.formats.notes import Code, Note, note, shorten
from cms.questions.formats.numbers import number_in, written
from cms.questions.formats.safe_xml import parse, text_at

# What Moodle writes into every question: losing it loses nothing.
_USUAL = {
    "penalty": {"", "0", "0.3333333", "0.1", "0.1000000", "0.0000000", "0.33333", "1", "1.0000000"},
    "answernumbering": {"", "abc", "none", "123", "ABCD", "iii", "IIII"},
}
_COMBINED = {
    "correctfeedback": {"", "respuesta correcta", "respuesta correcta.", "your answer is correct."},
    "partiallycorrectfeedback": {
        "", "respuesta parcialmente correcta", "respuesta parcialmente correcta.", "your answer is partially correct.",
    },
    "incorrectfeedback": {"", "respuesta incorrecta", "respuesta incorrecta.", "your answer is incorrect."},
}  # fmt: skip
Reader = Callable[["_Question"], tuple[str, dict[str, Any]]]


def read_moodlexml(content: bytes) -> Parsed:
    """Every question of a Moodle XML file; never raises for what a question says."""
    root, lines = parse(content, line_of={"question"})
    if root.tag != "quiz":
        raise FileRefused(Code.WRONG_ROOT, found=root.tag, wanted="quiz")
    parsed = Parsed("moodlexml")
    category = ""
    for element in root.iter("question"):
        if element.get("type") == "category":
            category = category_of(text_at(element, "category/text"))
            continue
        number = len(parsed.entries) + 1
        if number > MOST_QUESTIONS:
            raise FileRefused(Code.TOO_MANY, limit=MOST_QUESTIONS)
        parsed.entries.append(_read(element, category, Place(number, lines.get(element, 0))))
    if not parsed.entries:
        raise FileRefused(Code.NO_QUESTIONS)
    return parsed


def _read(element: Element, category: str, place: Place) -> ImportedQuestion | Refusal:
    question = _Question(element)
    name = tidy(text_at(element, "name/text"))
    try:
        kind, value = question.read()
    except QuestionRefused as refused:
        shown = name or shorten(text_of(text_at(element, "questiontext/text")), 80)
        return Refusal(refused.reason, shown, place, question.told())
    tags = [tidy(tag.text or "") for tag in element.iterfind("tags/tag/text")]
    labels = dict.fromkeys(label for label in [category, *tags] if label)
    source_id = text_at(element, "idnumber")[:200]
    return ImportedQuestion(kind, value, name, list(labels), question.told(), place, source_id)


class _Question:
    """One <question>: what it asks, and on the way what of it we cannot keep."""

    def __init__(self, element: Element) -> None:
        self.element = element
        self.type = (element.get("type") or "").strip().lower()
        self.notes: list[Note] = []

    def read(self) -> tuple[str, dict[str, Any]]:
        """(kind, block value)."""
        if self.type == "description":
            raise QuestionRefused(Code.NOT_A_QUESTION)
        if self.type not in READERS:
            raise QuestionRefused(Code.UNSUPPORTED_KIND, kind=self.type or "?")
        kind, own = READERS[self.type](self)
        value = {"points": self.points(), "explanation": self.html("generalfeedback"), **own}
        if kind != "cloze":
            value["prompt"] = self.html("questiontext")
            if not value["prompt"]:
                raise QuestionRefused(Code.NO_PROMPT)
        value |= self._hint()
        self._note_settings()
        return kind, value

    def told(self) -> list[Note]:
        """The notes, each once; attached files that no image already named."""
        named = {found.data.get("name") for found in self.notes if found.code in (Code.IMAGE, Code.MEDIA)}
        files = [file.get("name", "?") for file in self.element.iter("file")]
        told = self.notes + [note(Code.FILE, name=name) for name in dict.fromkeys(files) if name not in named]
        return list({(found.code, *found.data.items()): found for found in told}.values())

    # -- what every type has

    def points(self) -> str:
        grade = number_in(text_at(self.element, "defaultgrade", "1"))
        return written(grade) if grade is not None else "1"

    def html(self, path: str) -> str:
        found = self.element.find(path)
        return self.html_in(found) if found is not None else ""

    def html_in(self, element: Element) -> str:
        said, form = text_at(element, "text"), element.get("format", "html")
        if not said:
            return ""
        if form == "plain_text":
            return html_of_plain(said)
        if form == "markdown":
            self.notes.append(note(Code.MARKDOWN))
            return html_of_plain(said)
        return note_lost(said if form == "html" else html_of_auto(said), self.notes)

    def plain_in(self, element: Element | None) -> str:
        if element is None:
            return ""
        said = text_at(element, "text")
        if element.get("format", "html") in ("plain_text", "markdown"):
            return tidy(said)
        return plain_option(said, self.notes)

    def _hint(self) -> dict[str, Any]:
        hints = [hint for hint in self.element.iterfind("hint") if text_at(hint, "text")]
        if len(hints) > 1:
            self.notes.append(
                note(Code.MORE_HINTS, hints=" · ".join(text_of(text_at(hint, "text")) for hint in hints[1:]))
            )
        return {"hint": self.html_in(hints[0])} if hints else {}

    def _note_settings(self) -> None:
        for path, usual in _USUAL.items():
            stated = text_at(self.element, path)
            if stated not in usual:
                self.notes.append(note(Code(path if path == "penalty" else "numbering"), value=stated))
        for path, standard in _COMBINED.items():
            said = text_of(text_at(self.element, f"{path}/text"))
            if said.lower() not in standard:
                self.notes.append(note(Code.COMBINED_FEEDBACK, which=path, text=said))

    # -- what several types have

    def shuffle(self) -> dict[str, bool]:
        return {"shuffle": text_at(self.element, "shuffleanswers", "0") in ("1", "true")}

    def answers(self) -> Iterator[tuple[Element, Choice]]:
        for answer in self.element.iterfind("answer"):
            weight = number_in(answer.get("fraction") or "0") or Decimal(0)
            yield answer, Choice("", weight, self.plain_in(answer.find("feedback")))

    def said(self, answer: Element) -> str:
        return tidy(text_at(answer, "text"))


def _multichoice(question: _Question) -> tuple[str, dict[str, Any]]:
    choices = []
    for answer, choice in question.answers():
        choice.text = question.plain_in(answer)
        choices.append(choice)
    if text_at(question.element, "single", "true") in ("true", "1") and question.type == "multichoice":
        return "single", single_value(choices, question.notes) | question.shuffle()
    if question.type == "multichoiceset":  # every right one and no wrong one, or nothing
        value = multiple_value([_evenly(choice, choices) for choice in choices], question.notes)
        return "multiple", value | question.shuffle() | {"scoring": "all_or_nothing"}
    return "multiple", multiple_value(choices, question.notes) | question.shuffle()


def _evenly(choice: Choice, choices: list[Choice]) -> Choice:
    """The weights of that type say only which are right."""
    right = sum(other.weight > 0 for other in choices) or 1
    each = FULL / right
    return Choice(choice.text, each if choice.weight > 0 else -each, choice.feedback)


def _truefalse(question: _Question) -> tuple[str, dict[str, Any]]:
    feedback, right = {"true": "", "false": ""}, ""
    for answer, choice in question.answers():
        claim = question.said(answer).lower()
        if claim in feedback:
            feedback[claim] = choice.feedback
            right = claim if choice.weight >= FULL else right
    if not right:
        raise QuestionRefused(Code.NO_RIGHT_ANSWER, best="", percent="0")
    return "true_false", {
        "correct": right, "feedback_true": feedback["true"], "feedback_false": feedback["false"],
    }  # fmt: skip


def _shortanswer(question: _Question) -> tuple[str, dict[str, Any]]:
    answers = []
    for answer, choice in question.answers():
        choice.text = question.said(answer)
        answers.append(choice)
    case_matters = text_at(question.element, "usecase", "0") in ("1", "true")
    return "short_text", {"accepted": accepted_of(answers, question.notes), "case_matters": case_matters}


def _numerical(question: _Question) -> tuple[str, dict[str, Any]]:
    answers = []
    for answer, choice in question.answers():
        choice.text = question.said(answer)
        if choice.text == "*":
            if choice.feedback:
                question.notes.append(note(Code.ANSWER_FEEDBACK, answer="*", feedback=choice.feedback))
            continue
        value, tolerance = number_in(choice.text), number_in(text_at(answer, "tolerance", "0"))
        if value is None or tolerance is None:
            raise QuestionRefused(Code.BAD_NUMBER, text=choice.text)
        answers.append((choice, value, tolerance))
    return "numeric", numeric_value(answers, question.notes) | _units(question)


def _units(question: _Question) -> dict[str, Any]:
    units = [(text_at(unit, "unit_name"), number_in(text_at(unit, "multiplier", "1")))
             for unit in question.element.iterfind("units/unit")]  # fmt: skip
    main = next((name for name, factor in units if factor == 1), units[0][0] if units else "")
    others = [name for name, _factor in units if name != main]
    if others:
        question.notes.append(note(Code.MORE_UNITS, units=", ".join(others)))
    is_graded = text_at(question.element, "unitgradingtype", "0") not in ("0", "")
    if is_graded and number_in(text_at(question.element, "unitpenalty", "0")) not in (None, Decimal(0), Decimal(1)):
        question.notes.append(note(Code.UNIT_PENALTY, value=text_at(question.element, "unitpenalty")))
    return {"unit": main, "unit_required": bool(main) and is_graded}


def _matching(question: _Question) -> tuple[str, dict[str, Any]]:
    pairs, distractors = [], []
    for pair in question.element.iterfind("subquestion"):
        left, right = question.plain_in(pair), tidy(text_at(pair, "answer/text"))
        if left and right:
            pairs.append({"left": left, "right": right})
        elif right:
            distractors.append(right)
        else:
            raise QuestionRefused(Code.BAD_PAIR, text=left)
    if not pairs:
        raise QuestionRefused(Code.NO_OPTIONS)
    return "matching", {"pairs": pairs, "distractors": distractors}


def _ordering(question: _Question) -> tuple[str, dict[str, Any]]:
    items = [question.plain_in(answer) for answer, _choice in
             sorted(question.answers(), key=lambda entry: entry[1].weight)]  # fmt: skip
    if not items:
        raise QuestionRefused(Code.NO_OPTIONS)
    if text_at(question.element, "selecttype").upper() not in ("", "ALL", "0"):
        question.notes.append(note(Code.ORDERING_SUBSET, count=text_at(question.element, "selectcount", "?")))
    marks = text_at(question.element, "gradingtype").upper()
    if marks not in ("", "ABSOLUTE_POSITION", "0"):
        question.notes.append(note(Code.ORDERING_MARKS, value=marks))
    return "ordering", {"items": items}


def _essay(question: _Question) -> tuple[str, dict[str, Any]]:
    element, notes = question.element, question.notes
    for path, code in (("graderinfo", Code.GRADER_NOTES), ("responsetemplate", Code.ANSWER_TEMPLATE)):
        said = text_of(text_at(element, f"{path}/text"))
        if said:
            notes.append(note(code, text=said))
    if text_at(element, "maxwordlimit", "0") not in ("", "0"):
        notes.append(note(Code.MOST_WORDS, value=text_at(element, "maxwordlimit")))
    if text_at(element, "attachments", "0") not in ("", "0"):
        notes.append(note(Code.ATTACHMENTS, value=text_at(element, "attachments")))
    least = number_in(text_at(element, "minwordlimit", "0"))
    return "open", {"min_words": int(least)} if least and 0 < least < 100_000 else {}


def _multianswer(question: _Question) -> tuple[str, dict[str, Any]]:
    found = read_embedded(question.html("questiontext"), question.notes)
    return "cloze", {
        "points": written(found.points), "text": found.text, "gaps": found.gaps,
        "case_matters": found.case_matters,
    }  # fmt: skip


def _chosen_gaps(question: _Question) -> tuple[str, dict[str, Any]]:
    """Gaps filled from a list, chosen or dragged: each offers the choices of its group."""
    path = "dragbox" if question.type == "ddwtos" else "selectoption"
    offers = [(question.plain_in(offer), text_at(offer, "group", "1")) for offer in question.element.iterfind(path)]
    gaps: list[dict[str, Any]] = []

    def gap(match: re.Match[str]) -> str:
        number = int(match.group(1)) if len(match.group(1)) < 6 else 0
        if not 1 <= number <= len(offers):
            raise QuestionRefused(Code.BAD_GAP, text=match.group())
        right, group = offers[number - 1]
        others = [text for text, of in offers if of == group and text != right]
        gaps.append({"accepted": [right], "choices": list(dict.fromkeys(others))})
        return f"[[{len(gaps)}]]"

    text = MARK.sub(gap, question.html("questiontext"))
    if not gaps:
        raise QuestionRefused(Code.BAD_GAP, text=text_of(text))
    question.notes.append(note(Code.CONVERTED, found=question.type))
    return "cloze", {"text": text, "gaps": gaps}


READERS: dict[str, Reader] = {
    "multichoice": _multichoice,
    "multichoiceset": _multichoice,
    "truefalse": _truefalse,
    "shortanswer": _shortanswer,
    "numerical": _numerical,
    "matching": _matching,
    "match": _matching,
    "ordering": _ordering,
    "essay": _essay,
    "multianswer": _multianswer,
    "cloze": _multianswer,
    "gapselect": _chosen_gaps,
    "ddwtos": _chosen_gaps,
}
