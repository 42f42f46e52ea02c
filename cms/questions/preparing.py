"""A question as a file states it, made one of ours: markup cleaned, rules of its block asked."""

import unicodedata
from dataclasses import asdict, dataclass, field
from functools import cache
from typing import Any

import nh3
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from cms.pages.blocks import QuestionBlocks
from cms.pages.completeness import leaves
from cms.pages.html import clean_html
from cms.questions.contents import digest_of
from cms.questions.formats import Code, ImportedQuestion, Note
from cms.questions.models import LONGEST_NAME

RICH = ("prompt", "explanation", "hint", "text")
# What the editor offers in the text of a question, as it stores it.
_STORED = (("<strong>", "<b>"), ("</strong>", "</b>"), ("<em>", "<i>"), ("</em>", "</i>"))
_TAGS = {"p", "br", "b", "i", "ul", "ol", "li", "a", "sup", "sub"}


@dataclass
class Prepared:
    """A question ready to be stored, or the problems that keep it out."""

    question: ImportedQuestion
    name: str
    value: Any = None
    digest: str = ""
    notes: list[Note] = field(default_factory=list)
    problems: list[dict[str, Any]] = field(default_factory=list)

    @property
    def full_digest(self) -> str:
        """Of all that the file says of it: content, name and labels."""
        return digest_of(self.digest, {"name": self.name, "tags": self.question.tags})


def prepare(question: ImportedQuestion) -> Prepared:
    """Never raises for what a question says."""
    prepared = Prepared(question, _name(question), notes=list(question.notes))
    if len(question.name) > LONGEST_NAME:
        prepared.notes.append(Note(Code.NAME_CUT, {"name": question.name[:400]}))
    block = blocks().child_blocks.get(f"question_{question.kind}")
    if block is None:
        prepared.problems.append(asdict(Note(Code.UNSUPPORTED_KIND, {"kind": question.kind})))
        return prepared
    stated = _stated(question, prepared.notes)
    try:
        prepared.value = block.clean(block.to_python(stated))
    except ValidationError as error:
        found = leaves(error, block, block.to_python(stated))
        prepared.problems = [{"field": " › ".join(place), "message": message} for place, _field, message in found]
    else:
        prepared.digest = digest_of(question.kind, block.get_prep_value(prepared.value))
    return prepared


@cache
def blocks() -> QuestionBlocks:
    """The kinds of question; made once, since they are many."""
    return QuestionBlocks()


def _name(question: ImportedQuestion) -> str:
    return unicodedata.normalize("NFC", question.name)[:LONGEST_NAME].strip()


def _stated(question: ImportedQuestion, notes: list[Note]) -> dict[str, Any]:
    stated: dict[str, Any] = _composed(question.value)
    for name in RICH:
        if stated.get(name):
            stated[name] = rich_text(stated[name])
    if question.kind == "cloze" and not stated.get("prompt"):
        stated["prompt"] = f"<p>{_('Fill in the gaps.')}</p>"
        notes.append(Note(Code.PROMPT_ADDED, {"prompt": _("Fill in the gaps.")}))
    return stated


def _composed(value: Any) -> Any:
    """Every text in composed form, as people type it here."""
    if isinstance(value, dict):
        return {name: _composed(part) for name, part in value.items()}
    if isinstance(value, list):
        return [_composed(part) for part in value]
    return unicodedata.normalize("NFC", value) if isinstance(value, str) else value


def rich_text(html: str) -> str:
    """Safe HTML with what the editor knows and nothing else; plain words become a paragraph."""
    safe = clean_html(html)
    for theirs, ours in _STORED:
        safe = safe.replace(theirs, ours)
    kept = nh3.clean(safe, tags=_TAGS, attributes={"a": {"href"}}, link_rel=None).strip()
    return kept if not kept or kept.startswith(("<p", "<ul", "<ol")) else f"<p>{kept}</p>"
