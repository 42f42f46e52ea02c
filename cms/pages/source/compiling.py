"""From pages to the document: the course, its modules, its lessons."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import prefetch_related_objects
from wagtail.models import Page

from cms.pages.html import plain
from cms.pages.kinds import POOL
from cms.pages.source.contents import CONTENTS
from cms.pages.source.files import AssetFile, Files
from cms.pages.source.questions import pool, question
from cms.pages.source.reading import Block, Reading
from cms.pages.tree import Tree
from cms.translation.applying import apply_translations
from cms.translation.models import Translation
from cms.translation.selectors import approved_translations
from institutes.naming import organisation_names

FORMAT = "formacion-docente/edition"
VERSION = 2


@dataclass
class CompiledCourse:
    """``document`` holds no answer; ``keys`` holds them all, by question; ``assets`` the files, by digest."""

    document: dict[str, Any]
    keys: dict[str, dict[str, Any]] = field(default_factory=dict)
    assets: dict[str, AssetFile] = field(default_factory=dict)


class Compiler:
    """Compiles one course, or a lesson alone; ``tolerant`` leaves out blocks that are not filled in yet."""

    def __init__(self, tree: Tree | None, *, language: str = "", tolerant: bool = False) -> None:
        self.tree = tree
        self.language = language or (tree.course.locale.language_code if tree else "")
        self.tolerant = tolerant
        self.files = Files()
        self.keys: dict[str, Block] = {}

    def compile(self, *, translated: bool = True) -> CompiledCourse:
        """The course in every language in which it is reviewed; untranslated, in that in which it is written."""
        assert self.tree is not None  # noqa: S101 (a lesson alone is compiled by ``lesson``)
        course = self._course(self.tree.course)
        modules = [self._module(module, self.tree.parts_of(module)) for module in self.tree.parts_of(self.tree.course)]
        document = {"format": FORMAT, "version": VERSION, "course": course, "modules": modules}
        if translated:
            apply_translations(document, self.keys, approved_translations(course["uid"]), self._recording)
        document["assets"] = self.files.described()
        return CompiledCourse(document, self.keys, self.files.assets)

    def _recording(self, translation: Translation) -> Block:
        return self.files.add_recording(translation.recording, translation.seconds)

    def _course(self, page: Any) -> dict[str, Any]:
        reading = self._reading_of(page)
        cover = self.files.add_picture(page.cover, "fill-960x540")["asset"] if page.cover else ""
        return {
            "uid": str(page.translation_key),
            "slug": page.slug,
            "type": page.course_type,
            "title": reading.text("title"),
            "summary": reading.text("summary"),
            "hours": page.effective_hours,
            "source_language": self.language,
            "languages": [self.language],
            **({"spoken": True} if page.spoken_translations else {}),
            "pass_mark": str(page.effective_pass_mark.quantize(Decimal("0.1"))),
            "attempts": page.attempts_allowed,
            "organisation": page.organisation.code,
            "levels": sorted(page.levels),
            **_spheres(page),
            "licence": page.licence,
            "skills": _skills(page),
            "credits": _credits(page),
            "cover": cover,
            "cover_alt": reading.text("cover_alt"),
            "demonstration": page.is_demonstration,
        }

    def _module(self, module: Any, lessons: list[Any]) -> dict[str, Any]:
        reading = self._reading_of(module)
        return {
            "uid": str(module.translation_key),
            "title": reading.text("title"),
            "summary": reading.text("summary"),
            **_spheres(module),
            "lessons": [self.lesson(lesson) for lesson in lessons],
        }

    def lesson(self, lesson: Any) -> dict[str, Any]:
        blocks = [self._block(block, str(block.id), Reading(block.value, self.language)) for block in lesson.body]
        return {
            "uid": str(lesson.translation_key),
            "title": self._reading_of(lesson).text("title"),
            "minutes": lesson.minutes,
            **_answer_minutes(lesson),
            **_spheres(lesson),
            "blocks": blocks,
        }

    def _reading_of(self, page: Page) -> Reading:
        return Reading(page, self.language)

    def _block(self, block: Any, uid: str, reading: Reading) -> Block:
        try:
            return self._made(block.block_type, uid, reading)
        except (AttributeError, TypeError, KeyError, ValueError, OSError):
            if self.tolerant:  # a preview says where something is still to be filled in
                return {"uid": uid, "type": "unfinished", "title": {self.language: str(block.block.label)}}
            raise

    def _made(self, kind: str, uid: str, reading: Reading) -> Block:
        credit = _block_credit(reading)
        if kind.startswith("question_"):
            shown, self.keys[uid] = question(kind.removeprefix("question_"), uid, reading)
            return {**shown, **credit}
        if kind == "pool":
            shown, keys = pool(uid, reading)
            self.keys |= keys
            return shown
        return {"uid": uid, "type": kind, **CONTENTS[kind](reading, self.files), **credit}


def _block_credit(reading: Reading) -> Block:
    """Who made the block, where that is stated; the organisation under its name of today, too."""
    stated = reading.source.get("credit") if hasattr(reading.source, "get") else None
    filled: Block = {
        name: plain(value) for name, value in (stated or {}).items() if name != "unaltered" and plain(value)
    }
    if code := filled.get("organisation"):
        filled["organisation_name"] = dict(organisation_names()).get(code, code)
    if filled and stated and stated.get("unaltered"):
        filled["unaltered"] = True
    return {"credit": filled} if filled else {}


def _spheres(page: Any) -> Block:
    """Only where some are stated, so that a course without them keeps its digest."""
    return {"spheres": sorted(page.spheres)} if page.spheres else {}


def _answer_minutes(page: Any) -> Block:
    """Only where answering is timed and something is asked, so that any other lesson keeps its digest."""
    asks = any(block.block_type == POOL or block.block_type.startswith("question_") for block in page.body)
    return {"answer_minutes": page.answer_minutes} if page.answer_minutes and asks else {}


def _skills(page: Any) -> list[Block]:
    chosen = list(page.skills.all())
    prefetch_related_objects(chosen, "framework_version__framework")
    skills = [
        {
            "framework": skill.framework_version.framework.code,
            "version": skill.framework_version.version,
            "code": skill.code,
            "label": plain(skill.label),
        }
        for skill in chosen
    ]
    return sorted(skills, key=lambda skill: (skill["framework"], skill["version"], skill["code"]))


def _credits(page: Any) -> list[Block]:
    stated = list(page.credits.all())
    prefetch_related_objects(stated, "organisation")
    return [_credit(credit, page.licence) for credit in stated]


def _credit(credit: Any, licence: str) -> Block:
    return {
        "organisation": credit.organisation.code if credit.organisation else "",
        "organisation_name": plain(credit.organisation_label),
        "person": plain(credit.person),
        "role": plain(credit.role),
        "licence": credit.licence or licence,
    }
