"""GIFT, Moodle's plain-text format (https://docs.moodle.org/en/GIFT_format), as Moodle itself reads it.

Kinder in one thing: an empty line inside the braces of an answer does not break the question.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from cms.questions.formats import texts
from cms.questions.formats.choices import FULL, Choice, accepted_of, multiple_value, numeric_value, single_value
from cms.questions.formats.markup import html_of_auto, html_of_plain, note_lost, plain_option, tidy
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
from cms.questions.formats.numbers import number_in

# While a question is taken apart its escaped characters are code points that stand for no character at all.
_ESCAPED = {"\\": "\ufdd0", "~": "\ufdd1", "=": "\ufdd2", "#": "\ufdd3", "{": "\ufdd4", "}": "\ufdd5", ":": "\ufdd6",
            "n": "\ufdd7"}  # fmt: skip
_HIDE = re.compile(r"\\([\\~=#{}:n])")
_SHOWN = {hidden: "\n" if sign == "n" else sign for sign, hidden in _ESCAPED.items()}
_RESTORE = str.maketrans(_SHOWN)
_STRANGE = re.compile("[\ufdd0-\ufdd7\x00]")
_FORMAT = re.compile(r"\s*\[(html|moodle|plain|markdown)\]", re.IGNORECASE)
_NAME = re.compile(r"\s*::(.*?)::", re.DOTALL)
_TAGGED = re.compile(r"\[(id|tag):((?:\\\]|[^\]])*)\]")
_WEIGHT = re.compile(r"%(-?\d{1,3}(?:[.,]\d*)?)%")
_TRUE, _FALSE = {"T", "TRUE"}, {"F", "FALSE"}
_NOT_IN_GAPS = {Code.PARTIAL_CREDIT, Code.WRONG_WEIGHTS, Code.PARTIAL_ANSWER, Code.ANSWER_FEEDBACK}
BLANK = "_____"
MARK = re.compile(r"\[\[(\d+)\]\]")


@dataclass
class _Chunk:
    """The lines of one question, with what the comments above it said."""

    line: int
    text: str
    category: str = ""
    source_id: str = ""
    tags: list[str] = field(default_factory=list)

    def is_open(self) -> bool:
        """Whether an answer has begun and not ended."""
        bare = _HIDE.sub("", self.text)
        return bare.count("{") > bare.count("}")

    def swallows(self, line: str) -> bool:
        """Whether the line opens an answer while, before an empty line, another was left open."""
        return "\n\n" in self.text and "{" in _HIDE.sub("", line) and self.is_open()


def read_gift(content: bytes) -> Parsed:
    """Every question of a GIFT file; never raises for what a question says."""
    parsed = Parsed("gift")
    for number, chunk in enumerate(_chunks(_STRANGE.sub("", texts.decode(content))), start=1):
        if number > MOST_QUESTIONS:
            raise FileRefused(Code.TOO_MANY, limit=MOST_QUESTIONS)
        parsed.entries.append(_read(chunk, Place(number, chunk.line)))
    if not parsed.entries:
        raise FileRefused(Code.NO_QUESTIONS)
    return parsed


# --- The file ---


def _chunks(text: str) -> Iterator[_Chunk]:
    """Questions are parted by empty lines; comments and categories stand on lines of their own."""
    reader = _Lines()
    for number, raw in enumerate(text.split("\n"), start=1):
        yield from reader.take(number, raw)
    yield from reader.end()


class _Lines:
    """What was read so far of the present question, and what holds for it."""

    def __init__(self) -> None:
        self.category = ""
        self.chunk: _Chunk | None = None
        self.source_id = ""
        self.tags: list[str] = []

    def take(self, number: int, raw: str) -> Iterator[_Chunk]:
        line = raw.strip()
        if line.startswith("//"):
            self._comment(line)
        elif line.upper().startswith("$CATEGORY:") and self.chunk is None:
            self.category = category_of(line[len("$CATEGORY:") :])
        elif line:
            if self.chunk is not None and self.chunk.swallows(line):
                yield from self._part_again()
            self._add(number, raw)
        elif self.chunk is not None and self.chunk.is_open():
            self.chunk.text += "\n"
        else:
            yield from self._end_question()

    def end(self) -> Iterator[_Chunk]:
        if self.chunk is not None and self.chunk.is_open():
            yield from self._part_again()
        yield from self._end_question()

    def _comment(self, line: str) -> None:
        for key, value in _TAGGED.findall(line):
            if key == "id":
                self.source_id = value.replace("\\]", "]").strip()
            else:
                self.tags.append(value.replace("\\]", "]").strip())

    def _add(self, number: int, raw: str) -> None:
        if self.chunk is None:
            self.chunk = _Chunk(number, "", self.category, self.source_id, self.tags)
            self.source_id, self.tags = "", []
        self.chunk.text += f"{raw}\n"

    def _end_question(self) -> Iterator[_Chunk]:
        if self.chunk is not None:
            yield self.chunk
        self.chunk = None

    def _part_again(self) -> Iterator[_Chunk]:
        """A question that was never closed has swallowed those behind it: part them where lines are empty."""
        whole, self.chunk = self.chunk, None
        if whole is None:
            return
        line = whole.line
        for part in re.split(r"(\n\s*\n)", whole.text):
            if part.strip():
                yield from self._end_question()
                self.chunk = replace(whole, line=line, text=part.rstrip("\n") + "\n") if line == whole.line else (
                    _Chunk(line, part.rstrip("\n") + "\n", whole.category)
                )  # fmt: skip
            line += part.count("\n")
        if "\n\n" in whole.text.rstrip(" ")[-2:]:
            yield from self._end_question()


def category_of(path: str) -> str:
    """The last of the names on the path, without Moodle's own steps."""
    steps = [step.strip() for step in path.replace("//", "\0").split("/")]
    own = [step.replace("\0", "/") for step in steps if step and not step.startswith("$") and step != "top"]
    return own[-1] if own else ""


# --- One question ---


def _read(chunk: _Chunk, place: Place) -> ImportedQuestion | Refusal:
    text = _HIDE.sub(lambda found: _ESCAPED[found.group(1)], chunk.text.strip())
    name, text = _named(text)
    notes: list[Note] = []
    try:
        kind, value = _Question(text, notes).read()
    except QuestionRefused as refused:
        return Refusal(refused.reason, name or shorten(_shown(text), 80), place, notes)
    tags = [*([chunk.category] if chunk.category else []), *chunk.tags]
    return ImportedQuestion(kind, value, name, list(dict.fromkeys(tags)), notes, place, chunk.source_id)


def _named(text: str) -> tuple[str, str]:
    found = _NAME.match(text)
    return (tidy(_shown(found.group(1))), text[found.end() :]) if found else ("", text)


def _shown(text: str) -> str:
    return text.translate(_RESTORE)


class _Question:
    """One question taken apart: format, text, answer, what is said to everybody afterwards."""

    def __init__(self, text: str, notes: list[Note]) -> None:
        self.notes = notes
        self.format, text = self._format(text, "moodle")
        before, opened, rest = text.partition("{")
        answer, closed, after = rest.partition("}")
        if opened and not closed:
            raise QuestionRefused(Code.UNCLOSED)
        if "{" in answer or "{" in after or "}" in after or (not opened and "}" in before):
            raise QuestionRefused(Code.UNCLOSED)
        self.is_question = bool(opened)
        self.around = (before, after)
        answer, general = _split_last(answer.strip(), "####")
        self.answer, self.general = answer.strip(), general

    def read(self) -> tuple[str, dict[str, Any]]:
        """(kind, block value)."""
        if not self.is_question:
            raise QuestionRefused(Code.NOT_A_QUESTION)
        kind, value = self._answered()
        explanation = self._html(self.general) if self.general.strip() else ""
        common = {"explanation": explanation}
        gap = self._gap(kind, value)
        if gap is not None:
            return "cloze", {**common, "text": self._text("[[1]]", joined=True), "gaps": [gap]}
        prompt = self._text(BLANK)
        if not prompt:
            raise QuestionRefused(Code.NO_PROMPT)
        return kind, {**common, "prompt": prompt, **value}

    def _text(self, mark: str, *, joined: bool = False) -> str:
        """The text of the question; where it goes on behind the answer, a mark stands for the answer."""
        before, after = (MARK.sub(r"[ [\1] ]", part) for part in self.around) if joined else self.around
        if joined:
            return self._html(f"{before}{mark}{after}")
        return self._html(f"{before.rstrip()} {mark} {after.lstrip()}" if after.strip() else before)

    def _gap(self, kind: str, value: dict[str, Any]) -> dict[str, Any] | None:
        """A missing word as a gap in a text, unless its answers hold what a gap cannot: comments, parts of points."""
        if not self.around[1].strip() or any(found.code in _NOT_IN_GAPS for found in self.notes):
            return None
        if kind == "short_text":
            return {"accepted": value["accepted"], "choices": []}
        if kind != "single" or any(option["feedback"] for option in value["options"]):
            return None
        right = [option["text"] for option in value["options"] if option["correct"]]
        return {"accepted": right, "choices": [o["text"] for o in value["options"] if not o["correct"]]}

    def _answered(self) -> tuple[str, dict[str, Any]]:
        answer = self.answer
        if not answer:
            return "open", {}
        if answer.startswith("#"):
            return "numeric", self._numeric(answer[1:])
        if "~" in answer:
            return self._choice(answer)
        if "=" in answer and "->" in answer:
            return "matching", self._matching(answer)
        truth = self._truth(answer)
        return truth or ("short_text", self._short(answer))

    # -- kinds

    def _choice(self, answer: str) -> tuple[str, dict[str, Any]]:
        is_single = "=" in answer
        parts = [part for part in answer.replace("=", "~=").split("~") if part.strip()]
        choices = [self._option(part.strip()) for part in parts]
        if is_single:
            return "single", single_value(choices, self.notes)
        return "multiple", multiple_value(choices, self.notes)

    def _option(self, part: str) -> Choice:
        right = part.startswith("=")
        weight, part = _weighed(part.removeprefix("="), FULL if right else Decimal(0))
        text, feedback = self._with_feedback(part)
        return Choice(self._plain(text), weight, feedback)

    def _truth(self, answer: str) -> tuple[str, dict[str, Any]] | None:
        claim, *comments = answer.split("#", 2)
        said = claim.strip().upper()
        if said not in _TRUE | _FALSE:
            return None
        for_wrong, for_right = ([self._plain(comment) for comment in comments] + ["", ""])[:2]
        correct = "true" if said in _TRUE else "false"
        other = "false" if correct == "true" else "true"
        return "true_false", {
            "correct": correct, f"feedback_{correct}": for_right, f"feedback_{other}": for_wrong,
        }  # fmt: skip

    def _short(self, answer: str) -> dict[str, Any]:
        answers = []
        for part in answer.split("="):
            if part.strip():
                weight, text = _weighed(part.strip(), FULL)
                said, feedback = self._with_feedback(text)
                answers.append(Choice(tidy(_shown(said)), weight, feedback))
        return {"accepted": accepted_of(answers, self.notes)}

    def _matching(self, answer: str) -> dict[str, Any]:
        pairs, distractors = [], []
        for part in answer.split("="):
            if not part.strip():
                continue
            left, arrow, right = part.partition("->")
            if not arrow or not right.strip():
                raise QuestionRefused(Code.BAD_PAIR, text=_shown(part))
            said = tidy(_shown(right.split("#")[0]))
            if left.strip():
                pairs.append({"left": self._plain(left), "right": said})
            else:
                distractors.append(said)
        return {"pairs": pairs} | ({"distractors": distractors} if distractors else {})

    def _numeric(self, answer: str) -> dict[str, Any]:
        parts = [part.strip() for part in re.split(r"[=~]", answer)] if re.search(r"[=~]", answer) else [answer.strip()]
        read = [self._number(part) for part in parts if part]
        return numeric_value([entry for entry in read if entry is not None], self.notes)

    def _number(self, part: str) -> tuple[Choice, Decimal, Decimal] | None:
        weight, text = _weighed(part, FULL)
        said, feedback = self._with_feedback(text)
        said = _shown(said).strip()
        if said in ("", "*"):  # what is said to whoever answers anything else
            if feedback:
                self.notes.append(note(Code.ANSWER_FEEDBACK, answer="*", feedback=feedback))
            return None
        value, tolerance = _range(said)
        return Choice(said, weight, feedback), value, tolerance

    # -- texts

    def _format(self, text: str, default: str) -> tuple[str, str]:
        found = _FORMAT.match(text)
        return (found.group(1).lower(), text[found.end() :]) if found else (default, text)

    def _html(self, text: str) -> str:
        said, shown = self._format(text, self.format)
        shown = _shown(shown).strip()
        if said == "html":
            return note_lost(shown, self.notes)
        if said == "moodle":
            return note_lost(html_of_auto(shown), self.notes)
        if said == "markdown" and re.search(r"[*_`#\[]|^\s*[-+]\s", shown, re.MULTILINE):
            self.notes.append(note(Code.MARKDOWN))
        return html_of_plain(shown)

    def _plain(self, text: str) -> str:
        said, shown = self._format(text, self.format)
        shown = _shown(shown).strip()
        if said == "html":
            return plain_option(shown, self.notes)
        return plain_option(html_of_auto(shown), self.notes) if said == "moodle" else tidy(shown)

    def _with_feedback(self, part: str) -> tuple[str, str]:
        text, _sign, feedback = part.partition("#")
        return text.strip(), self._plain(feedback) if feedback.strip() else ""


def _split_last(text: str, sign: str) -> tuple[str, str]:
    before, found, after = text.rpartition(sign)
    return (before, after) if found else (text, "")


def _weighed(part: str, default: Decimal) -> tuple[Decimal, str]:
    """(worth in per cent, the rest)."""
    found = _WEIGHT.match(part)
    if not found:
        return default, part
    return number_in(found.group(1).rstrip(".,")) or Decimal(0), part[found.end() :].lstrip()


def _range(text: str) -> tuple[Decimal, Decimal]:
    """(number, tolerance) of ``3``, ``3:0.5`` or ``2.5..3.5``."""
    if ".." in text:
        low, high = (number_in(part) for part in text.split("..", 1))
        if low is None or high is None:
            raise QuestionRefused(Code.BAD_NUMBER, text=text)
        return (low + high) / 2, abs(high - low) / 2
    number, _sign, off = text.partition(":")
    value, tolerance = number_in(number), number_in(off) if off.strip() else Decimal(0)
    if value is None or tolerance is None:
        raise QuestionRefused(Code.BAD_NUMBER, text=text)
    return value, tolerance
