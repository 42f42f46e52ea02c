"""QTI 2.1 (https://www.imsglobal.org/question/): one item, or a content package of items, with one interaction each."""

import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from cms.questions.formats.choices import FULL, Choice, accepted_of, multiple_value, single_value
from cms.questions.formats.gift import BLANK
from cms.questions.formats.markup import note_lost, plain_option, text_of, tidy
from cms.questions.formats.model import (
    MOST_QUESTIONS,
    FileRefused,
    ImportedQuestion,
    Parsed,
    Place,
    QuestionRefused,
    Refusal,
)
from cms.questions.formats.notes import Code, Note, note
from cms.questions.formats.numbers import number_in, share, written
from cms.questions.formats.safe_xml import inner_html, parse, text_at, words
from cms.questions.formats.zips import Package

MANIFEST = "imsmanifest.xml"
_ITEM = re.compile(r"^imsqti_(item|apipitem)_xml", re.IGNORECASE)
_FEEDBACK = frozenset({"feedbackInline", "feedbackBlock", "rubricBlock"})
Reader = Callable[["_Item", Element], tuple[str, dict[str, Any]]]


def read_qti(content: bytes) -> Parsed:
    """Every item of a package, or the one of a file; never raises for what an item says."""
    return _read_package(Package(content)) if content.startswith(b"PK") else _read_file(content)


def _read_file(content: bytes) -> Parsed:
    root, lines = parse(content, line_of={"assessmentItem"})
    if root.tag not in ("assessmentItem", "assessmentItems", "qti"):
        raise FileRefused(Code.WRONG_ROOT, found=root.tag, wanted="assessmentItem")
    parsed = Parsed("qti")
    for number, item in enumerate(root.iter("assessmentItem"), start=1):
        parsed.entries.append(_read(item, Place(number, lines.get(item, 0))))
    if not parsed.entries:
        raise FileRefused(Code.NO_QUESTIONS)
    return parsed


def _read_package(package: Package) -> Parsed:
    parsed = Parsed("qti")
    for number, name in enumerate(_items_of(package, parsed), start=1):
        if number > MOST_QUESTIONS:
            raise FileRefused(Code.TOO_MANY, limit=MOST_QUESTIONS)
        parsed.entries.append(_read_packed(package, name, Place(number, 0, name)))
    if not parsed.entries:
        raise FileRefused(Code.NO_QUESTIONS)
    return parsed


def _items_of(package: Package, parsed: Parsed) -> list[str]:
    """The files of items in the order of the manifest, or else every XML file."""
    manifest = next((name for name in package if PurePosixPath(name).name.lower() == MANIFEST), "")
    if not manifest:
        return sorted(name for name in package if name.lower().endswith(".xml"))
    root, _lines = parse(package.read(manifest), line_of=set())
    folder, found = PurePosixPath(manifest).parent, []
    for resource in root.iter("resource"):
        path = str(folder / unquote(resource.get("href", "")))
        if _ITEM.match(resource.get("type", "")):
            found.append(path)
        elif resource.get("href"):
            parsed.notes.append(note(Code.SKIPPED_RESOURCE, name=path, kind=resource.get("type", "?")))
    return found


def _read_packed(package: Package, name: str, place: Place) -> ImportedQuestion | Refusal:
    if name not in package:
        return Refusal(note(Code.MISSING_FILE, name=name), name, place)
    try:
        root, _lines = parse(package.read(name), line_of=set())
    except FileRefused as refused:
        if refused.reason.code in (Code.XML_FORBIDDEN, Code.ZIP_BOMB):
            raise
        return Refusal(note(Code.ITEM_UNREADABLE, name=name, line=refused.reason.data.get("line", "?")), name, place)
    if root.tag != "assessmentItem":
        return Refusal(note(Code.UNSUPPORTED_KIND, kind=root.tag), name, place)
    return _read(root, place)


def _read(element: Element, place: Place) -> ImportedQuestion | Refusal:
    item = _Item(element)
    name = tidy(element.get("title") or "")
    try:
        kind, value = item.read()
    except QuestionRefused as refused:
        return Refusal(refused.reason, name or element.get("identifier", ""), place, item.told())
    return ImportedQuestion(kind, value, name, [], item.told(), place, (element.get("identifier") or "")[:200])


class _Item:
    """One <assessmentItem> with one interaction."""

    def __init__(self, element: Element) -> None:
        self.element = element
        self.notes: list[Note] = []
        self.body = element.find("itemBody")
        self.options: dict[str, dict[str, Any]] = {}  # by identifier, so that feedback given elsewhere finds them

    def read(self) -> tuple[str, dict[str, Any]]:
        """(kind, block value)."""
        if self.body is None:
            raise QuestionRefused(Code.NO_PROMPT)
        found = [part for part in self.body.iter() if part.tag.endswith("Interaction")]
        if not found:
            raise QuestionRefused(Code.NOT_A_QUESTION)
        other = next((part.tag for part in found if part.tag not in READERS), "")
        if other or len(found) > 1:
            raise QuestionRefused(Code.UNSUPPORTED_INTERACTION, found=other or " + ".join(part.tag for part in found))
        kind, value = READERS[found[0].tag](self, found[0])
        prompt = self._prompt(found[0])
        if not text_of(prompt):
            raise QuestionRefused(Code.NO_PROMPT)
        value = {"prompt": prompt, "points": self._points(), "explanation": "", **value}
        self._feedback_of_item(value)
        return kind, value

    def told(self) -> list[Note]:
        """The notes, each once."""
        own_rules = self.element.find("responseProcessing/*")
        for found, name in (
            (self.element.find("templateDeclaration"), "templateDeclaration"),
            (own_rules, "responseProcessing"),
        ):
            if found is not None:
                self.notes.append(note(Code.SETTING, name=name))
        return list({(found.code, *found.data.items()): found for found in self.notes}.values())

    def _prompt(self, interaction: Element) -> str:
        """What stands around the interaction and what it asks itself; a gap in a line shows as a blank."""
        if self.body is None:
            return ""
        gaps = frozenset({interaction.tag}) | _FEEDBACK
        around = (
            _with_blank(self.body) if interaction.tag == "textEntryInteraction" else inner_html(self.body, without=gaps)
        )
        asked = interaction.find("prompt")
        own = inner_html(asked, without=_FEEDBACK) if asked is not None else ""
        own = own if not own or own.startswith("<p") else f"<p>{own}</p>"
        return note_lost((around if text_of(around) or "<img" in around else "") + own, self.notes)

    def _points(self) -> str:
        for outcome in self.element.iterfind("outcomeDeclaration"):
            if outcome.get("identifier") in ("MAXSCORE", "SCORE"):
                most = outcome.get("normalMaximum") or (
                    text_at(outcome, "defaultValue/value") if outcome.get("identifier") == "MAXSCORE" else ""
                )
                number = number_in(most or "")
                if number and number > 0:
                    return written(number)
        return "1"

    def _feedback_of_item(self, value: dict[str, Any]) -> None:
        """Feedback to an option goes to it, what is said to everybody is the explanation, the rest is named."""
        for feedback in self.element.iterfind("modalFeedback"):
            said = words(feedback)
            if not said:
                continue
            identifier = feedback.get("identifier", "")
            option = self.options.get(identifier)
            if option is not None and not option["feedback"]:
                option["feedback"] = said
            elif re.search(r"general|solution|explanation|always", identifier, re.IGNORECASE):
                value["explanation"] = value["explanation"] or note_lost(inner_html(feedback), self.notes)
            else:
                self.notes.append(note(Code.COMBINED_FEEDBACK, which=identifier, text=said))

    # -- answers

    def declaration(self, interaction: Element) -> Element | None:
        wanted = interaction.get("responseIdentifier", "RESPONSE")
        found = (one for one in self.element.iterfind("responseDeclaration") if one.get("identifier") == wanted)
        return next(found, None)

    def correct(self, interaction: Element) -> list[str]:
        declared = self.declaration(interaction)
        values = [] if declared is None else declared.iterfind("correctResponse/value")
        return [tidy(value.text or "") for value in values]

    def mapped(self, interaction: Element) -> dict[str, Decimal]:
        """What each answer is worth, where the item says so."""
        declared = self.declaration(interaction)
        entries = [] if declared is None else declared.iterfind("mapping/mapEntry")
        return {
            tidy(entry.get("mapKey", "")): number_in(entry.get("mappedValue", "0")) or Decimal(0) for entry in entries
        }


def _with_blank(body: Element) -> str:
    """The HTML of a text with a gap in it."""
    html = inner_html(body, without=_FEEDBACK)
    return re.sub(r"<textEntryInteraction[^>]*>(.*?</textEntryInteraction>)?", f" {BLANK} ", html, flags=re.DOTALL)


def _choice(item: _Item, interaction: Element) -> tuple[str, dict[str, Any]]:
    elements = list(interaction.iter("simpleChoice"))
    correct, mapped = item.correct(interaction), item.mapped(interaction)
    if not elements:
        raise QuestionRefused(Code.NO_OPTIONS)
    is_single = _is_single(item, interaction)
    weights = _weights([one.get("identifier", "") for one in elements], correct, mapped, is_single=is_single)
    choices = [
        Choice(plain_option(inner_html(one, without=_FEEDBACK), item.notes), weight, _feedback(one))
        for one, weight in zip(elements, weights, strict=True)
    ]
    value = (single_value if is_single else multiple_value)(choices, item.notes)
    item.options = dict(zip([one.get("identifier", "") for one in elements], value["options"], strict=True))
    return "single" if is_single else "multiple", {**value, "shuffle": interaction.get("shuffle") == "true"}


def _is_single(item: _Item, interaction: Element) -> bool:
    declared = item.declaration(interaction)
    if declared is not None and declared.get("cardinality"):
        return declared.get("cardinality") == "single"
    return interaction.get("maxChoices", "1") == "1"


def _weights(names: list[str], correct: list[str], mapped: dict[str, Decimal], *, is_single: bool) -> list[Decimal]:
    """Per cent for each option: by the mapping where there is one, else by which are right."""
    if mapped and any(value > 0 for value in mapped.values()):
        most = max(mapped.values()) if is_single else sum(value for value in mapped.values() if value > 0)
        return [(mapped.get(name, Decimal(0)) * FULL / most).quantize(Decimal("0.00001")) for name in names]
    right = [name for name in names if name in correct]
    each = FULL if is_single or not right else share(len(right))
    # Without a mapping an item is right or it is not; a wrong option then costs what a right one gives.
    return [each if name in right else (Decimal(0) if is_single or not right else -each) for name in names]


def _feedback(choice: Element) -> str:
    return " ".join(words(feedback) for feedback in choice.iter("feedbackInline"))


def _order(item: _Item, interaction: Element) -> tuple[str, dict[str, Any]]:
    texts = {
        one.get("identifier", ""): plain_option(inner_html(one, without=_FEEDBACK), item.notes)
        for one in interaction.iter("simpleChoice")
    }
    order = item.correct(interaction)
    if sorted(order) != sorted(texts):
        raise QuestionRefused(Code.NO_RIGHT_ANSWER, best=" · ".join(order), percent="0")
    return "ordering", {"items": [texts[name] for name in order]}


def _match(item: _Item, interaction: Element) -> tuple[str, dict[str, Any]]:
    sets = list(interaction.iterfind("simpleMatchSet"))
    if len(sets) != 2:
        raise QuestionRefused(Code.UNSUPPORTED_INTERACTION, found=interaction.tag)
    lefts, rights = (
        {
            one.get("identifier", ""): plain_option(inner_html(one), item.notes)
            for one in side.iter("simpleAssociableChoice")
        }
        for side in sets
    )
    pairs = [tuple(value.split()) for value in item.correct(interaction)]
    known = [pair for pair in pairs if len(pair) == 2 and pair[0] in lefts and pair[1] in rights]
    if not known:
        raise QuestionRefused(Code.NO_RIGHT_ANSWER, best="", percent="0")
    if len({left for left, _right in known}) != len(lefts) or len(known) != len(pairs):
        raise QuestionRefused(Code.BAD_PAIR, text=" · ".join(lefts.values()))
    used = {right for _left, right in known}
    return "matching", {
        "pairs": [{"left": lefts[left], "right": rights[right]} for left, right in known],
        "distractors": [text for name, text in rights.items() if name not in used],
    }


def _text_entry(item: _Item, interaction: Element) -> tuple[str, dict[str, Any]]:
    declared = item.declaration(interaction)
    mapped = item.mapped(interaction)
    correct = item.correct(interaction)
    if declared is not None and declared.get("baseType") in ("integer", "float"):
        number = number_in(correct[0]) if correct else None
        if number is None:
            raise QuestionRefused(Code.BAD_NUMBER, text=correct[0] if correct else "")
        return "numeric", {"value": written(number), "tolerance": "0", "tolerance_kind": "absolute"}
    most = max(mapped.values(), default=Decimal(0))
    answers = [Choice(text.replace("*", "\\*"), FULL) for text in correct]
    answers += [
        Choice(text.replace("*", "\\*"), worth * FULL / most)
        for text, worth in mapped.items() if most > 0 and text not in correct
    ]  # fmt: skip
    sensitive = [] if declared is None else list(declared.iterfind("mapping/mapEntry"))
    exact = bool(sensitive) and all(entry.get("caseSensitive") == "true" for entry in sensitive)
    return "short_text", {"accepted": accepted_of(answers, item.notes), "case_matters": exact}


def _extended_text(item: _Item, interaction: Element) -> tuple[str, dict[str, Any]]:
    return "open", {}


READERS: dict[str, Reader] = {
    "choiceInteraction": _choice,
    "orderInteraction": _order,
    "matchInteraction": _match,
    "textEntryInteraction": _text_entry,
    "extendedTextInteraction": _extended_text,
}
