"""A course as a plain document, and its answer keys apart (docs/edition-format.md).

Texts are maps from language to text. The course's own page gives the source language; a published translation adds
its language to a text when it has the same block, by identifier, and says something else there.
"""

import hashlib
import mimetypes
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import PurePosixPath
from typing import Any

from wagtail.models import Page

from cms.pages.completeness import CourseIncomplete, Problem, parts_of, problems_of
from cms.pages.html import clean_html, plain
from cms.pages.publishing import source_page

__all__ = ["AssetFile", "CompiledCourse", "CourseIncomplete", "Problem", "compile_course", "compile_lesson"]

FORMAT = "formacion-docente/edition"
VERSION = 1
Text = dict[str, str]
Block = dict[str, Any]


@dataclass(frozen=True)
class AssetFile:
    """A file of the course; ``open()`` reads it whole, ``url`` is where authors see it before it is published."""

    name: str
    media_type: str
    open: Callable[[], bytes]
    url: str = ""


@dataclass
class CompiledCourse:
    """``document`` holds no answer; ``keys`` holds them all, by question; ``assets`` the files, by digest."""

    document: dict[str, Any]
    keys: dict[str, dict[str, Any]] = field(default_factory=dict)
    assets: dict[str, AssetFile] = field(default_factory=dict)


def compile_course(page: Any) -> CompiledCourse:
    """The course with the latest drafts of its parts; raises ``CourseIncomplete`` if anything is missing."""
    course = source_page(page)
    problems = problems_of(course)
    if problems:
        raise CourseIncomplete(problems)
    return _Compiler(course).compile()


def compile_lesson(lesson: Any) -> tuple[dict[str, Any], dict[str, AssetFile]]:
    """One lesson in the state given, unfinished or not: for previews."""
    compiler = _Compiler(None, language=lesson.locale.language_code, tolerant=True)
    return compiler.lesson(lesson), compiler.compiled.assets


class Reading:
    """One thing (page, block or list item) read in every language it exists in; the first is the source."""

    def __init__(self, values: Mapping[str, Any]) -> None:
        self.values = values

    @property
    def source(self) -> Any:
        return next(iter(self.values.values()))

    def __getitem__(self, name: str) -> Any:
        return self._of(self.source, name)

    def text(self, name: str = "") -> Text:
        return self._texts(name, plain)

    def html(self, name: str = "") -> Text:
        return self._texts(name, lambda value: clean_html(_stored(value)))

    def items(self, name: str) -> "list[tuple[str, Reading]]":
        """(identifier, item) of a list; in another language the item with the same identifier."""
        lists = {language: self._of(value, name).bound_blocks for language, value in self.values.items()}
        by_id = {language: {item.id: item.value for item in items} for language, items in lists.items()}
        source = next(iter(lists.values()))
        return [
            (item.id, Reading({language: found[item.id] for language, found in by_id.items() if item.id in found}))
            for item in source
        ]

    def _texts(self, name: str, read: Callable[[Any], str]) -> Text:
        texts: Text = {}
        for language, value in self.values.items():
            text = read(self._of(value, name))
            if not texts or (text and text not in texts.values()):
                texts[language] = text
        return texts

    @staticmethod
    def _of(value: Any, name: str) -> Any:
        if not name:
            return value
        return value[name] if hasattr(value, "keys") else getattr(value, name)


def _stored(value: Any) -> str:
    return str(getattr(value, "source", value) or "")


def _number(value: Decimal | None) -> str:
    """A decimal as text, without needless zeros or exponents."""
    return format((value or Decimal(0)).normalize() + Decimal(0), "f")


class _Compiler:
    def __init__(self, course: Any, *, language: str = "", tolerant: bool = False) -> None:
        self.course = course
        self.language = language or course.locale.language_code
        self.tolerant = tolerant
        self.compiled = CompiledCourse(document={})
        self.other_languages = [] if course is None else _languages_published(course, self.language)

    def compile(self) -> CompiledCourse:
        course = self._course()
        modules = [self._module(module) for module in parts_of(self.course)]
        files = {digest: self._described(file) for digest, file in self.compiled.assets.items()}
        self.compiled.document = {
            "format": FORMAT, "version": VERSION, "course": course, "modules": modules, "assets": files,
        }  # fmt: skip
        return self.compiled

    @staticmethod
    def _described(file: AssetFile) -> dict[str, Any]:
        return {"name": file.name, "media_type": file.media_type, "size": len(file.open())}

    def _course(self) -> dict[str, Any]:
        page, reading = self.course, self._reading_of(self.course)
        cover = self._picture(page.cover, "fill-960x540")["asset"] if page.cover else ""
        return {
            "uid": str(page.translation_key),
            "slug": page.slug,
            "type": page.course_type,
            "title": reading.text("title"),
            "summary": reading.text("summary"),
            "hours": page.effective_hours,
            "source_language": self.language,
            "languages": [self.language, *self.other_languages],
            "pass_mark": str(page.effective_pass_mark.quantize(Decimal("0.1"))),
            "attempts": page.attempts_allowed,
            "organisation": page.organisation.code,
            "levels": sorted(page.levels),
            "licence": page.licence,
            "skills": _skills(page),
            "credits": [_credit(credit, page.licence) for credit in page.credits.all()],
            "cover": cover,
            "cover_alt": reading.text("cover_alt"),
            "demonstration": page.is_demonstration,
        }

    def _module(self, module: Any) -> dict[str, Any]:
        reading = self._reading_of(module)
        return {
            "uid": str(module.translation_key),
            "title": reading.text("title"),
            "summary": reading.text("summary"),
            "lessons": [self.lesson(lesson) for lesson in parts_of(module)],
        }

    def lesson(self, lesson: Any) -> dict[str, Any]:
        pages = self._pages_of(lesson)
        by_id = {language: {str(block.id): block for block in page.body} for language, page in pages.items()}
        blocks = []
        for block in lesson.body:
            uid = str(block.id)
            same = {
                language: found[uid].value
                for language, found in by_id.items()
                if uid in found and found[uid].block_type == block.block_type
            }
            made = self._block(block.block_type, uid, Reading({self.language: block.value, **same}))
            blocks.extend([made] if made else [])
        return {
            "uid": str(lesson.translation_key),
            "title": self._reading_of(lesson).text("title"),
            "minutes": lesson.minutes,
            "blocks": blocks,
        }

    def _pages_of(self, page: Page) -> dict[str, Page]:
        """The page in every published language, the source first."""
        pages = {self.language: page}
        if self.other_languages:
            live = page.get_translations(inclusive=False).filter(live=True).specific()
            found = {other.locale.language_code: other for other in live.select_related("locale")}
            pages |= {language: found[language] for language in self.other_languages if language in found}
        return pages

    def _reading_of(self, page: Page) -> Reading:
        return Reading(self._pages_of(page))

    def _block(self, kind: str, uid: str, reading: Reading) -> Block | None:
        try:
            if kind.startswith("question_"):
                return self._question(kind.removeprefix("question_"), uid, reading)
            return {"uid": uid, "type": kind, **getattr(self, f"_{kind}")(reading)}
        except (AttributeError, TypeError, KeyError, OSError):
            if self.tolerant:  # a preview leaves out what is not filled in yet
                return None
            raise

    # --- Content ------------------------------------------------------------------------------------------------------
    @staticmethod
    def _heading(reading: Reading) -> Block:
        return {"text": reading.text("text")}

    @staticmethod
    def _text(reading: Reading) -> Block:
        return {"html": reading.html()}

    @staticmethod
    def _callout(reading: Reading) -> Block:
        return {"tone": reading["tone"], "title": reading.text("title"), "html": reading.html("html")}

    @staticmethod
    def _glossary(reading: Reading) -> Block:
        return {"term": reading.text("term"), "definition": reading.text("definition")}

    @staticmethod
    def _evidence(reading: Reading) -> Block:
        return {
            "title": reading.text("title"),
            "html": reading.html("html"),
            "accepts": sorted(reading["accepts"]),
            "criteria": [item.text() for _uid, item in reading.items("criteria")],
        }

    # --- Files --------------------------------------------------------------------------------------------------------
    def _image(self, reading: Reading) -> Block:
        decorative = bool(reading["decorative"])
        return {
            **self._picture(reading["image"], "max-1280x1280"),
            "alt": {self.language: ""} if decorative else reading.text("alt"),
            "caption": reading.text("caption"),
            "decorative": decorative,
        }

    def _audio(self, reading: Reading) -> Block:
        media = reading["media"]
        return {
            "asset": self._asset(media.file),
            "title": reading.text("title"),
            "transcript": reading.html("transcript"),
            "seconds": round(media.duration or 0),
        }

    def _video(self, reading: Reading) -> Block:
        poster = reading["poster"]
        return {
            "asset": self._asset(reading["media"].file),
            "title": reading.text("title"),
            "transcript": reading.html("transcript"),
            **({"poster": self._picture(poster, "max-1280x720")["asset"]} if poster else {}),
        }

    def _download(self, reading: Reading) -> Block:
        return {"asset": self._asset(reading["document"].file), "title": reading.text("title")}

    def _picture(self, image: Any, size: str) -> Block:
        rendition = image.get_rendition(f"{size}|format-webp")
        name = f"{PurePosixPath(image.file.name).stem}.webp"
        return {
            "asset": self._asset(rendition.file, name),
            "width": rendition.width,
            "height": rendition.height,
        }

    def _asset(self, file: Any, name: str = "") -> str:
        with file.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
        name = plain(name or PurePosixPath(file.name).name)
        media_type = mimetypes.guess_type(name)[0] or "application/octet-stream"
        self.compiled.assets.setdefault(digest, AssetFile(name, media_type, lambda: _read(file), file.url))
        return digest

    # --- Questions ----------------------------------------------------------------------------------------------------
    def _question(self, kind: str, uid: str, reading: Reading) -> Block:
        points = _number(reading["points"])
        shown, key = getattr(self, f"_{kind}_question")(reading)
        self.compiled.keys[uid] = {
            "kind": kind, "points": points, "explanation": reading.html("explanation"), "feedback": {}, **key,
        }  # fmt: skip
        return {
            "uid": uid, "type": "question", "kind": kind, "prompt": reading.html("prompt"), "points": points, **shown,
        }  # fmt: skip

    def _choices(self, reading: Reading) -> tuple[list[Block], list[str], dict[str, Text]]:
        items = reading.items("options")
        options = [{"uid": uid, "text": item.text("text")} for uid, item in items]
        right = [uid for uid, item in items if item["correct"]]
        return options, right, {uid: item.text("feedback") for uid, item in items if item["feedback"]}

    def _single_question(self, reading: Reading) -> tuple[Block, Block]:
        options, right, feedback = self._choices(reading)
        return {"options": options}, {"correct": right[0] if right else "", "feedback": feedback}

    def _multiple_question(self, reading: Reading) -> tuple[Block, Block]:
        options, right, feedback = self._choices(reading)
        return {"options": options}, {"correct": sorted(right), "feedback": feedback}

    @staticmethod
    def _true_false_question(reading: Reading) -> tuple[Block, Block]:
        return {}, {"correct": reading["correct"] == "true"}

    @staticmethod
    def _numeric_question(reading: Reading) -> tuple[Block, Block]:
        key = {"value": _number(reading["value"]), "tolerance": _number(reading["tolerance"])}
        return {"unit": reading.text("unit")}, key

    @staticmethod
    def _short_text_question(reading: Reading) -> tuple[Block, Block]:
        accepted = {plain(value) for _uid, item in reading.items("accepted") for value in item.values.values()}
        return {}, {"accepted": sorted(accepted)}

    @staticmethod
    def _ordering_question(reading: Reading) -> tuple[Block, Block]:
        items = reading.items("items")
        options = [{"uid": uid, "text": item.text()} for uid, item in items]
        return {"options": _mixed(options)}, {"order": [uid for uid, _item in items]}

    @staticmethod
    def _matching_question(reading: Reading) -> tuple[Block, Block]:
        items = reading.items("pairs")
        lefts = [{"uid": uid, "text": item.text("left")} for uid, item in items]
        matches = [{"uid": item["right_uid"], "text": item.text("right")} for _uid, item in items]
        return {"options": lefts, "matches": _mixed(matches)}, {
            "pairs": {uid: item["right_uid"] for uid, item in items}
        }


def _mixed(options: list[Block]) -> list[Block]:
    """The same options in an order that says nothing, the same each time, and is never the order given."""
    mixed = sorted(options, key=lambda option: hashlib.sha256(option["uid"].encode()).digest())
    return [*mixed[1:], mixed[0]] if mixed == options else mixed


def _read(file: Any) -> bytes:
    with file.open("rb") as stream:
        content: bytes = stream.read()
        return content


def _languages_published(course: Any, source: str) -> list[str]:
    live = course.get_translations(inclusive=False).filter(live=True)
    return sorted(set(live.values_list("locale__language_code", flat=True)) - {source})


def _skills(page: Any) -> list[Block]:
    skills = [
        {
            "framework": skill.framework_version.framework.code,
            "version": skill.framework_version.version,
            "code": skill.code,
            "label": plain(skill.label),
        }
        for skill in page.skills.all()
    ]
    return sorted(skills, key=lambda skill: (skill["framework"], skill["version"], skill["code"]))


def _credit(credit: Any, licence: str) -> Block:
    return {
        "organisation": credit.organisation.code if credit.organisation else "",
        "organisation_name": plain(credit.organisation_label),
        "person": plain(credit.person),
        "role": plain(credit.role),
        "licence": credit.licence or licence,
    }
