"""The demonstration courses as written in ``demonstration/content``: TOML read into what Wagtail's pages store.

Pure: no database. Identifiers are derived from names, so that loading twice gives the same pages.
"""

import html
import re
import tomllib
import uuid
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent / "content"
COURSES = ("evaluacion-formativa", "lengua-materna")
TEST = "prueba"
LANGUAGE = "es-mx"
NAMESPACE = uuid.UUID("6f0c2a52-7a0e-5d1b-9c7a-1d5f5a7d2c11")
Raw = dict[str, Any]
Asset = Callable[[str, str, str], int]  # (kind, folder, name) -> primary key
NamedAsset = Callable[[str, str], int]  # the same within one folder


def uid(*parts: str) -> str:
    """The stable identifier of something named by its path."""
    return str(uuid.uuid5(NAMESPACE, "/".join(parts)))


def _inline(text: str) -> str:
    escaped = html.escape(" ".join(text.split()), quote=False)
    bold = re.sub(r"\*\*(.+?)\*\*", r"<b>\1</b>", escaped)
    return re.sub(r"\*(.+?)\*", r"<i>\1</i>", bold)


def _list(lines: list[str], mark: str, tag: str) -> str:
    items = "".join(f"<li>{_inline(re.sub(mark, '', line, count=1))}</li>" for line in lines)
    return f"<{tag}>{items}</{tag}>"


def rich(text: str) -> str:
    """Paragraphs, lists, bold and italic of our light notation as HTML."""
    parts = []
    for chunk in re.split(r"\n\s*\n", text.strip()):
        lines = chunk.splitlines()
        if all(line.startswith("- ") for line in lines):
            parts.append(_list(lines, r"^- ", "ul"))
        elif all(re.match(r"\d+\. ", line) for line in lines):
            parts.append(_list(lines, r"^\d+\. ", "ol"))
        else:
            parts.append(f"<p>{_inline(chunk)}</p>")
    return "".join(parts)


@dataclass(frozen=True)
class LessonText:
    """A lesson as written: ``blocks`` are the TOML tables."""

    name: str
    course: str
    title: str
    minutes: int
    blocks: list[Raw]

    @property
    def uid(self) -> str:
        return uid(self.course, self.name)

    def stream(self, asset: Asset) -> list[Raw]:
        """The raw value of the page's stream field; ``asset`` stores a file and answers with its key."""
        seen: Counter[str] = Counter()
        return [self._block(block, seen, asset) for block in self.blocks]

    def stream_with(self, block: Raw, asset: Asset) -> list[Raw]:
        """The same with one more block, ahead of the questions; the identifiers of the others stay."""
        stream = self.stream(asset)
        place = next((n for n, other in enumerate(stream) if other["type"].startswith("question_")), len(stream))
        return [*stream[:place], self._block(block, Counter(), asset), *stream[place:]]

    def _block(self, block: Raw, seen: Counter[str], asset: Asset) -> Raw:
        kind = block["type"]
        seen[kind] += 1
        name = block.get("id") or f"{kind}-{seen[kind]}"
        here = uid(self.course, self.name, name)
        if kind == "question":
            return {"type": f"question_{block['kind']}", "id": here, "value": _question(block, here)}
        value = _value(block, here, partial_asset(asset, self.course))
        return {"type": kind, "id": here, "value": value | ({"credit": block["credit"]} if "credit" in block else {})}


@dataclass(frozen=True)
class ModuleText:
    title: str
    summary: str
    uid: str
    lessons: list[LessonText]


@dataclass(frozen=True)
class CourseText:
    folder: str
    facts: Raw
    modules: list[ModuleText] = field(default_factory=list)

    @property
    def uid(self) -> str:
        return uid(self.folder)

    @property
    def lessons(self) -> list[LessonText]:
        return [lesson for module in self.modules for lesson in module.lessons]


def partial_asset(asset: Asset, folder: str) -> NamedAsset:
    return lambda kind, name: asset(kind, folder, name)


def _value(block: Raw, here: str, asset: NamedAsset) -> Any:
    shape = _SHAPES.get(block["type"])
    known = ("type", "id", "credit")
    return shape(block, here, asset) if shape else {key: block[key] for key in block if key not in known}


def _text(block: Raw, _here: str, _asset: NamedAsset) -> Raw:
    return {"html": rich(block["text"])}


def _callout(block: Raw, _here: str, _asset: NamedAsset) -> Raw:
    return {"tone": block["tone"], "title": block["title"], "html": rich(block["text"])}


def _image(block: Raw, _here: str, asset: NamedAsset) -> Raw:
    picture = asset("image", block["drawing"])
    return {"image": picture, "decorative": False, "alt": block["alt"], "caption": block.get("caption", "")}


def _gallery(block: Raw, here: str, asset: NamedAsset) -> Raw:
    return {"title": block["title"], "images": _items(here, [_image(one, here, asset) for one in block["images"]])}


def _audio(block: Raw, _here: str, asset: NamedAsset) -> Raw:
    return {"media": asset("audio", block["file"]), "title": block["title"], "transcript": rich(block["transcript"])}


def _table(block: Raw, _here: str, _asset: NamedAsset) -> Raw:
    cells = "\n".join("\t".join(row) for row in block["rows"])
    return {"caption": block["caption"], "headers": block["headers"], "cells": cells}


def _evidence(block: Raw, here: str, _asset: NamedAsset) -> Raw:
    return {
        "title": block["title"], "html": rich(block["text"]), "accepts": block["accepts"],
        "criteria": _items(here, block["criteria"]),
        "rubric": _items(f"{here}/rubric", [_criterion(here, part) for part in block.get("rubric", [])]),
    }  # fmt: skip


def _oral_practice(block: Raw, here: str, _asset: NamedAsset) -> Raw:
    return {
        "title": block["title"], "html": rich(block["text"]), "prompt": rich(block["prompt"]), "written": True,
        "longest": block["longest"], "criteria": _items(here, block["criteria"]),
    }  # fmt: skip


def _project(block: Raw, here: str, _asset: NamedAsset) -> Raw:
    milestones = [
        {"type": "item", "id": uid(here, one["id"]), "value": {
            "title": one["title"], "html": rich(one["text"]), "accepts": one["accepts"], "weeks": one["weeks"],
        }}
        for one in block["milestones"]
    ]  # fmt: skip
    facts = {name: block[name] for name in ("title", "adviser", "adviser_reason")}
    return {**facts, "html": rich(block["text"]), "milestones": milestones}


_SHAPES: dict[str, Callable[[Raw, str, NamedAsset], Raw]] = {
    "text": _text,
    "callout": _callout,
    "image": _image,
    "gallery": _gallery,
    "audio": _audio,
    "table": _table,
    "evidence": _evidence,
    "oral_practice": _oral_practice,
    "project": _project,
}


def _items(here: str, values: Iterable[Any]) -> list[Raw]:
    return [
        {"type": "item", "id": uid(here, str(number)), "value": value} for number, value in enumerate(values, start=1)
    ]


def _written(block: Raw, here: str) -> Raw:
    if block["kind"] == "cloze":
        return {"text": rich(block["text"]), "gaps": _items(here, _gaps(block["gaps"], here))}
    rubric = [_criterion(here, part) for part in block["rubric"]]
    return {"rubric": _items(f"{here}/rubric", rubric), "min_words": block["min_words"]}


# Kinds that are a list of texts: the block's name for it, and ours.
LISTS = {"ordering": {"items": "order"}, "rating": {"scale": "scale"}}


def _asking(block: Raw) -> Raw:
    """What every kind of question has."""
    texts = {name: rich(block.get(name, "")) for name in ("prompt", "explanation", "hint")}
    return texts | {"points": block.get("points", "1")} | ({"shuffle": True} if block.get("shuffle") else {})


def _question(block: Raw, here: str) -> Raw:
    value = _asking(block)
    match block["kind"]:
        case "single" | "multiple":
            value["options"] = _items(here, map(_option, block["options"]))
        case "true_false":
            value["correct"] = str(block["correct"]).lower()
        case "numeric":
            value |= {key: block.get(key, "") for key in ("value", "tolerance", "unit")}
        case "short_text":
            value["accepted"] = _items(here, _distinct(block["accepted"]))
        case "ordering" | "rating":
            value |= {name: _items(here, block[written]) for name, written in LISTS[block["kind"]].items()}
        case "matching":
            value["pairs"] = _items(here, [_pair(here, *pair) for pair in block["pairs"]])
        case "cloze" | "open":
            value |= _written(block, here)
    return value


def _gaps(gaps: list[Raw], here: str) -> Iterable[Raw]:
    for number, gap in enumerate(gaps, start=1):
        place = f"{here}/gap/{number}"
        accepted, choices = _items(place, gap["accepted"]), _items(f"{place}/wrong", gap.get("choices", []))
        yield {"accepted": accepted, "choices": choices, "feedback": gap.get("feedback", "")}


def _criterion(here: str, part: Raw) -> Raw:
    levels = _items(f"{here}/rubric/{part['criterion']}", part["levels"])
    return {"criterion": part["criterion"], "levels": levels}


def _option(option: Raw) -> Raw:
    return {"text": option["text"], "correct": option.get("correct", False), "feedback": option.get("feedback", "")}


def _pair(here: str, left: str, right: str) -> Raw:
    return {"left": left, "right": right, "right_uid": uid(here, "right", right)}


def _distinct(texts: list[str]) -> list[str]:
    return list(dict.fromkeys(texts))


def read_course(folder: str) -> CourseText:
    """Read a course and its lessons."""
    facts = tomllib.loads((ROOT / folder / "course.toml").read_text("utf-8"))
    modules = [
        ModuleText(
            module["title"],
            module["summary"],
            uid(folder, f"module-{number}"),
            [_lesson(folder, name) for name in module["lessons"]],
        )
        for number, module in enumerate(facts["modules"], start=1)
    ]
    return CourseText(folder, facts, modules)


def _lesson(folder: str, name: str) -> LessonText:
    data = tomllib.loads((ROOT / folder / f"{name}.toml").read_text("utf-8"))
    return LessonText(name, folder, data["title"], data["minutes"], data["blocks"])


def read_proposals() -> list[Raw]:
    """What people proposed for the courses, and what their authors did with it."""
    proposals: list[Raw] = tomllib.loads((ROOT / "propuestas.toml").read_text("utf-8"))["proposals"]
    return proposals


def read_programmes() -> list[Raw]:
    """Programmes and the courses they are made of."""
    programmes: list[Raw] = tomllib.loads((ROOT / "programas.toml").read_text("utf-8"))["programmes"]
    return programmes


def read_test() -> tuple[str, list[Raw], dict[str, Raw]]:
    """Title, questions and keys of the pilot's test, as an edition would hold them."""
    data = tomllib.loads((ROOT / f"{TEST}.toml").read_text("utf-8"))
    asked = [_asked(raw, uid(TEST, raw["id"])) for raw in data["questions"]]
    return data["title"], [question for question, _key in asked], {q["uid"]: key for q, key in asked}


def _asked(raw: Raw, here: str) -> tuple[Raw, Raw]:
    texts = list(raw.get("order", [])) or [str(option["text"]) for option in raw.get("options", [])]
    options: list[Raw] = [{"uid": uid(here, str(n)), "text": {LANGUAGE: text}} for n, text in enumerate(texts, start=1)]
    question: Raw = {
        "uid": here, "type": "question", "kind": raw["kind"], "prompt": {LANGUAGE: rich(raw["prompt"])}, "points": "1",
    }  # fmt: skip
    key: Raw = {"kind": raw["kind"], "points": "1", "explanation": {}, "feedback": {}}
    if options:
        question["options"] = sorted(options, key=_shuffled) if raw["kind"] == "ordering" else options
    return question, key | _right(raw, [option["uid"] for option in options])


def _shuffled(option: Raw) -> str:
    return uid("shuffled", option["uid"])


def _right(raw: Raw, uids: list[str]) -> Raw:
    right = [here for here, option in zip(uids, raw.get("options", []), strict=False) if option.get("correct")]
    match raw["kind"]:
        case "single":
            return {"correct": right[0]}
        case "multiple":
            return {"correct": sorted(right)}
        case "ordering":
            return {"order": uids}
        case _:
            return {"value": raw["value"], "tolerance": raw["tolerance"]}
