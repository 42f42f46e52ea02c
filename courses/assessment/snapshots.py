"""Questions and evidence tasks of an edition's document, in one language, as attempts keep them. Pure."""

from collections.abc import Iterator, Mapping
from typing import Any

from cms.pages.evidence import evidence_tasks
from cms.pages.kinds import questions_in

Document = Mapping[str, Any]
# Human texts of a question, its options, gaps and criteria; everything else is copied as it is.
_TEXTS = frozenset({"prompt", "unit", "hint", "text"})


def in_language(text: Any, language: str, fallback: str) -> str:
    """A text of the document in a language, else in the source language, else in any."""
    if not isinstance(text, Mapping):
        return str(text or "")
    return str(text.get(language) or text.get(fallback) or next(iter(text.values()), ""))


def asking_blocks_of(document: Document, lesson_uid: str) -> list[dict[str, Any]]:
    """The lesson's questions and pools as the document has them, in its order."""
    return [dict(block) for block in _blocks(document, lesson_uid) if questions_in(block)]


def evidence_tasks_of(document: Document, lesson_uid: str) -> list[dict[str, Any]]:
    """The lesson's evidence tasks as the document has them."""
    lessons = (lesson for lesson in _lessons(document) if lesson["uid"] == lesson_uid)
    return [task for lesson in lessons for task in evidence_tasks(lesson)]


def worded(block: Any, language: str, fallback: str) -> Any:
    """A question or a pool, or any part of one, with its texts in one language."""
    if isinstance(block, list):
        return [worded(item, language, fallback) for item in block]
    if not isinstance(block, Mapping):
        return block
    return {
        name: in_language(part, language, fallback) if name in _TEXTS else worded(part, language, fallback)
        for name, part in block.items()
    }


def task_in(block: Mapping[str, Any], language: str, fallback: str) -> dict[str, Any]:
    """An evidence task in one language: uid, title, html, accepts, criteria, longest, project, weeks, rubric, peers."""
    return {
        "uid": block["uid"],
        "title": in_language(block.get("title"), language, fallback),
        "html": in_language(block.get("html"), language, fallback),
        "accepts": list(block.get("accepts") or ["text"]),
        "longest": block.get("longest"),
        "project": block.get("project", ""),
        "weeks": block.get("weeks"),
        "criteria": [in_language(text, language, fallback) for text in block.get("criteria") or []],
        "rubric": worded(block.get("rubric") or [], language, fallback),
        "peers": block.get("peers") or 0,
    }


def _blocks(document: Document, lesson_uid: str) -> Iterator[Mapping[str, Any]]:
    for lesson in _lessons(document):
        if lesson["uid"] == lesson_uid:
            yield from lesson["blocks"]


def _lessons(document: Document) -> Iterator[Mapping[str, Any]]:
    for module in document["modules"]:
        yield from module["lessons"]
