"""The texts of a course that can be translated: pure, over documents and keys as docs/edition-format.md states them.

A document keeps every text as a map from language to text. Before anything is translated each map holds the language
of the course alone, which is how a text is told from other maps; what is in a language of its own (the passages of a
parallel text, transcripts, terms of a glossary) is no text of the course and stays as it is.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from hashlib import sha256
from html import unescape
from typing import Any

PLAIN, HTML, GAPPED, FORMS = "plain", "html", "gapped", "forms"
COURSE, MODULE, LESSON, BLOCK = "course", "module", "lesson", "block"
HTML_NAMES = frozenset({"html", "transcript", "prompt", "explanation", "hint"})
# Types of block whose words are each in a language of their own.
_OF_THEIR_OWN = frozenset({"glossary_terms"})
_THINGS = {"modules": MODULE, "lessons": LESSON, "blocks": BLOCK}
# Where a gap goes in the text of a cloze question: [[1]], [[2]] …
MARK = r"\[\[\s*([0-9]{1,3})\s*\]\]"
_TAG = re.compile(r"<[^<>]*>")

Document = Mapping[str, Any]


@dataclass(frozen=True)
class Unit:
    """One text: ``key`` names it within its course, ``put`` writes it in another language into the document."""

    key: str
    name: str
    kind: str
    source: str
    put: Callable[[str, str], None] = field(compare=False, repr=False)
    of_key: bool = False

    @property
    def gaps(self) -> list[str]:
        return gaps_of(self.source)

    @property
    def seen(self) -> str:
        """A short name of the source, by which a page says what its reader saw."""
        return seen(self.source)


@dataclass(frozen=True)
class Part:
    """Course, module, lesson or block with its texts; ``lesson`` is the lesson it belongs to, "" above lessons."""

    uid: str
    thing: str
    kind: str
    data: Mapping[str, Any] = field(compare=False, repr=False)
    units: tuple[Unit, ...]
    lesson: str = ""
    module: str = ""

    @property
    def source(self) -> str:
        """All that the part says, as one text: what somebody reads aloud who translates it by voice."""
        return "\n".join(bare(unit.source) for unit in self.units if not unit.of_key)


def seen(source: str) -> str:
    """A short name of exactly this source."""
    return sha256(source.encode()).hexdigest()[:16]


def bare(text: str) -> str:
    """A text without tags, for comparing whether it says anything."""
    return " ".join(unescape(_TAG.sub(" ", text)).split())


def gaps_of(text: str) -> list[str]:
    """The marks of the gaps in a text, sorted."""
    return sorted(re.findall(MARK, text))


def parts_of(document: Document, keys: Mapping[str, Any]) -> list[Part]:
    """Every part that says something, in reading order."""
    course = document["course"]
    language = course["source_language"]
    return [part for part in _Walk(language, keys).parts(document, course) if part.units]


@dataclass(frozen=True)
class _Walk:
    language: str
    keys: Mapping[str, Any]

    def parts(self, document: Document, course: Mapping[str, Any]) -> Iterator[Part]:
        yield self._part(course, COURSE)
        for module in document["modules"]:
            yield self._part(module, MODULE, module=module["uid"])
            for lesson in module["lessons"]:
                yield from self._parts_of_lesson(lesson, module["uid"])

    def _parts_of_lesson(self, lesson: Mapping[str, Any], module: str) -> Iterator[Part]:
        yield self._part(lesson, LESSON, lesson=lesson["uid"], module=module)
        for block in lesson["blocks"]:
            yield self._part(block, BLOCK, lesson=lesson["uid"], module=module)

    def _part(self, data: Mapping[str, Any], thing: str, lesson: str = "", module: str = "") -> Part:
        units = () if data.get("type") in _OF_THEIR_OWN else tuple(self._units(data, data["uid"], ""))
        return Part(data["uid"], thing, str(data.get("type", thing)), data, units, lesson, module)

    def _units(self, node: Mapping[str, Any], uid: str, path: str) -> Iterator[Unit]:
        gapped = node.get("kind") == "cloze"
        for name, value in node.items():
            if name not in _THINGS:
                yield from self._within(value, uid, f"{path}{name}", gapped=gapped)
        if node.get("type") == "question":
            yield from self._of_key(uid)

    def _within(self, value: Any, uid: str, path: str, *, gapped: bool = False) -> Iterator[Unit]:
        if isinstance(value, Mapping):
            if self._is_text(value):
                yield from self._text(value, uid, path, gapped=gapped)
            elif isinstance(value.get("uid"), str):
                if "language" not in value:
                    yield from self._units(value, value["uid"], "")
            elif "language" not in value:
                yield from self._units(value, uid, f"{path}.")
        elif isinstance(value, list):
            for number, item in enumerate(value):
                yield from self._within(item, uid, f"{path}.{number}")

    def _is_text(self, value: Mapping[str, Any]) -> bool:
        return value.keys() == {self.language} and isinstance(value[self.language], str)

    def _text(self, texts: Any, uid: str, path: str, *, gapped: bool = False, of_key: bool = False) -> Iterator[Unit]:
        source = texts[self.language]
        if not bare(source):
            return
        name = path.rpartition(".")[2]
        kind = GAPPED if gapped and path == "text" else HTML if name in HTML_NAMES else PLAIN
        put = partial(self._put_unit, texts, uid) if path == "unit" else texts.__setitem__
        yield Unit(f"{uid}:{path}", path, kind, source, put, of_key)

    def _put_unit(self, texts: dict[str, str], uid: str, language: str, text: str) -> None:
        """The unit of a number is also accepted in an answer, in any language: then its key has it too."""
        texts[language] = text
        if isinstance(key := self.keys.get(uid), dict):
            key["unit"] = dict(texts)

    # --- What stands in the key of a question ---
    def _of_key(self, uid: str) -> Iterator[Unit]:
        key = self.keys.get(uid)
        if not isinstance(key, Mapping):
            return
        for name in ("explanation", "unit"):
            if self._is_text(key.get(name) or {}):
                yield from self._text(key[name], uid, f"key.{name}", of_key=True)
        for option, texts in (key.get("feedback") or {}).items():
            if self._is_text(texts):
                yield from self._text(texts, uid, f"key.feedback.{option}", of_key=True)
        yield from self._forms(key, uid, "key.accepted")
        for gap, gap_key in (key.get("gaps") or {}).items():
            yield from self._forms(gap_key, uid, f"key.gaps.{gap}.accepted")

    @staticmethod
    def _forms(key: Any, uid: str, path: str) -> Iterator[Unit]:
        """The forms of an answer, a line each; a translation adds those of its language."""
        forms = key.get("accepted") if isinstance(key, Mapping) else None
        if forms:

            def add(_language: str, text: str) -> None:
                key["accepted"] += [form for form in text.splitlines() if form not in key["accepted"]]

            yield Unit(f"{uid}:{path}", path, FORMS, "\n".join(forms), add, True)
