"""Skeletons of a workshop, a course and a diploma course, read from data/skeletons.toml. Pure.

What stands in them is guidance for the author, each piece marked; a course is not published while one is left.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

MARK = "✎"
DATA = Path(__file__).parent / "data" / "skeletons.toml"


@dataclass(frozen=True)
class LessonSkeleton:
    title: str
    minutes: int
    blocks: list[tuple[str, dict[str, Any]]]


@dataclass(frozen=True)
class ModuleSkeleton:
    title: str
    summary: str
    lessons: list[LessonSkeleton]


@dataclass(frozen=True)
class Skeleton:
    """A course to start from."""

    course_type: str
    hours: int
    pass_mark: str
    attempts: int
    summary: str
    modules: list[ModuleSkeleton]

    @property
    def lessons(self) -> int:
        return sum(len(module.lessons) for module in self.modules)


def is_guidance(text: str) -> bool:
    """Whether a text still holds guidance of a skeleton."""
    return MARK in (text or "")


@cache
def skeletons() -> dict[str, Skeleton]:
    """By type of course."""
    data = tomllib.loads(DATA.read_text("utf-8"))
    lessons = {name: [(block.pop("type"), block) for block in blocks] for name, blocks in data["lessons"].items()}
    return {name: _skeleton(name, raw, lessons) for name, raw in data["courses"].items()}


def _skeleton(name: str, raw: dict[str, Any], lessons: dict[str, Any]) -> Skeleton:
    modules = [
        ModuleSkeleton(
            module["title"],
            module["summary"],
            [LessonSkeleton(title, raw["minutes"], lessons[kind]) for kind, title in module["lessons"]],
        )
        for module in raw["modules"]
    ]
    return Skeleton(name, raw["hours"], raw["pass_mark"], raw["attempts"], raw["summary"], modules)
