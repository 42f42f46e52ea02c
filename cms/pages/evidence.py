"""What a lesson asks to hand in: one list, whatever kind of block asks for it. Pure.

Everybody who counts, shows or receives evidence asks this one function, so that a new kind of task is one everywhere.
"""

from collections.abc import Mapping
from typing import Any

Text = dict[str, str]
# uid, title, html, accepts, criteria; of a recording its longest length in seconds, of a milestone its project and the
# week in which it is due; texts by language, as in the document
Task = dict[str, Any]


def evidence_tasks(lesson: Mapping[str, Any]) -> list[Task]:
    """The evidence tasks of a lesson of the document, in reading order."""
    return [task for block in lesson["blocks"] for task in _TASKS.get(block["type"], _none)(block)]


def _none(_block: Mapping[str, Any]) -> list[Task]:
    return []


def _evidence(block: Mapping[str, Any]) -> list[Task]:
    return [{name: value for name, value in block.items() if name not in ("type", "credit")}]


def _oral_practice(block: Mapping[str, Any]) -> list[Task]:
    task = {name: block[name] for name in ("uid", "title", "accepts", "criteria")}
    return [{**task, "html": _joined(block["html"], block["prompt"]), "longest": block.get("longest")}]


def _project(block: Mapping[str, Any]) -> list[Task]:
    return [{**milestone, "criteria": [], "project": block["uid"]} for milestone in block["milestones"]]


_TASKS = {"evidence": _evidence, "oral_practice": _oral_practice, "project": _project}


def _joined(first: Text, second: Text) -> Text:
    """Two HTML texts one after the other; where one is not translated, in the language it was written in."""
    languages = dict.fromkeys([*first, *second])
    return {language: _in(first, language) + _in(second, language) for language in languages}


def _in(text: Text, language: str) -> str:
    return text.get(language) or next(iter(text.values()), "")
