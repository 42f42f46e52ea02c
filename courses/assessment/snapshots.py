"""Questions and evidence tasks of an edition's document, in one language, as attempts keep them. Pure."""

from collections.abc import Iterator, Mapping
from typing import Any

from cms.pages.evidence import evidence_tasks

Document = Mapping[str, Any]
# Human texts of a question and of its options; everything else is copied as it is.
_TEXTS = ("prompt", "unit")
_LISTS = ("options", "matches")


def in_language(text: Any, language: str, fallback: str) -> str:
    """A text of the document in a language, else in the source language, else in any."""
    if not isinstance(text, Mapping):
        return str(text or "")
    return str(text.get(language) or text.get(fallback) or next(iter(text.values()), ""))


def questions_of(document: Document, lesson_uid: str, language: str) -> list[dict[str, Any]]:
    """The lesson's questions with their texts in one language, in the order of the source."""
    fallback = str(document["course"]["source_language"])
    return [_question(block, language, fallback) for block in _blocks(document, lesson_uid) if _is(block, "question")]


def evidence_tasks_of(document: Document, lesson_uid: str, language: str) -> list[dict[str, Any]]:
    """The lesson's evidence tasks: uid, title, html, accepts, criteria."""
    fallback = str(document["course"]["source_language"])
    lessons = (lesson for lesson in _lessons(document) if lesson["uid"] == lesson_uid)
    return [_task(task, language, fallback) for lesson in lessons for task in evidence_tasks(lesson)]


def _is(block: Mapping[str, Any], kind: str) -> bool:
    return bool(block.get("type") == kind)


def _blocks(document: Document, lesson_uid: str) -> Iterator[Mapping[str, Any]]:
    for lesson in _lessons(document):
        if lesson["uid"] == lesson_uid:
            yield from lesson["blocks"]


def _lessons(document: Document) -> Iterator[Mapping[str, Any]]:
    for module in document["modules"]:
        yield from module["lessons"]


def _question(block: Mapping[str, Any], language: str, fallback: str) -> dict[str, Any]:
    question = {name: value for name, value in block.items() if name != "type"}
    for name in _TEXTS:
        if name in question:
            question[name] = in_language(question[name], language, fallback)
    for name in _LISTS:
        if name in question:
            question[name] = [
                {"uid": item["uid"], "text": in_language(item["text"], language, fallback)} for item in question[name]
            ]
    return question


def _task(block: Mapping[str, Any], language: str, fallback: str) -> dict[str, Any]:
    return {
        "uid": block["uid"],
        "title": in_language(block.get("title"), language, fallback),
        "html": in_language(block.get("html"), language, fallback),
        "accepts": list(block.get("accepts") or ["text"]),
        "criteria": [in_language(text, language, fallback) for text in block.get("criteria") or []],
    }
