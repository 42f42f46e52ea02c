"""What both writers share: which of our settings neither format has a place for."""

from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any

from cms.questions.formats.model import ImportedQuestion, QuestionRefused, Told, Written
from cms.questions.formats.notes import Code, Note, note

Writer = Callable[[ImportedQuestion, list[Note]], str]


def write_all(questions: Iterable[ImportedQuestion], write: Writer) -> Written:
    """The pieces one after another; a question that cannot be written is told and the rest goes on."""
    pieces, told = [], []
    for question in questions:
        notes: list[Note] = []
        try:
            pieces.append(write(question, notes))
        except QuestionRefused as refused:
            told.append(Told(question, is_written=False, notes=[refused.reason]))
            continue
        told.append(Told(question, is_written=True, notes=notes))
    return Written("".join(pieces), told)


def note_unheld(question: ImportedQuestion, notes: list[Note]) -> None:
    """Settings that neither GIFT nor Moodle XML can carry."""
    value = question.value
    if value.get("skills"):
        notes.append(note(Code.OUT_SKILLS, skills=", ".join(value["skills"])))
    if any((value.get("credit") or {}).values()):
        notes.append(note(Code.OUT_CREDIT))
    if value.get("rubric"):
        notes.append(note(Code.OUT_RUBRIC))
    if value.get("orthography"):
        notes.append(note(Code.OUT_ORTHOGRAPHY, value=value["orthography"]))
    has_words = question.kind == "short_text" or any(not gap.get("choices") for gap in value.get("gaps") or [])
    if has_words and not value.get("accents_matter"):
        notes.append(note(Code.OUT_ACCENTS))
    if value.get("scoring") == "all_or_nothing":
        notes.append(note(Code.OUT_SCORING))


def decimal(value: Any, default: str = "0") -> Decimal:
    """A number as our blocks store it."""
    return Decimal(str(value if value not in (None, "") else default))


def tolerance_of(value: dict[str, Any], notes: list[Note]) -> Decimal:
    """As an absolute number: neither format has a tolerance in per cent."""
    tolerance = decimal(value.get("tolerance"))
    if value.get("tolerance_kind") != "percent":
        return tolerance
    absolute = abs(decimal(value["value"])) * tolerance / 100
    notes.append(note(Code.OUT_PERCENT, percent=tolerance, absolute=absolute))
    return absolute


def as_html(text: str) -> str:
    """Plain text inside HTML."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
