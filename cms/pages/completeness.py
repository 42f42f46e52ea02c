"""Whether a course may be published, and if not, what is missing, where, and what to do about it."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.pages.crediting import explained, uses_of_course, uses_of_lesson
from cms.pages.licences import LICENCES
from cms.pages.remarks import remarks_on, remarks_on_title
from cms.pages.tree import Tree

if TYPE_CHECKING:
    from wagtail.models import Page

SOURCE_LANGUAGE = "es-mx"
STANDS_UNDER_NOTHING = 2  # the depth of a page right under the root


# Groups in which authors read what is missing, in this order.
KINDS = {
    "texts": gettext_lazy("Texts"),
    "alt": gettext_lazy("Alternative texts"),
    "transcripts": gettext_lazy("Transcripts"),
    "questions": gettext_lazy("Questions"),
    "skills": gettext_lazy("Skills and levels"),
    "hours": gettext_lazy("Hours"),
    "rule": gettext_lazy("Pass rule"),
    "accessibility": gettext_lazy("Accessibility"),
    "licences": gettext_lazy("Licences"),
}


@dataclass(frozen=True)
class Problem:
    """One thing that is missing or wrong. ``page`` is where it is, ``block_uid`` the block, if it is in one.

    What does not ``block`` publishing is advice.
    """

    message: str
    page: "Page"
    block_uid: str = ""
    kind: str = "texts"
    blocks: bool = True

    @property
    def url(self) -> str:
        """Where to put it right: the page's editor, opened at the block."""
        if not self.page.pk:
            return ""
        anchor = f"#block-{self.block_uid}-section" if self.block_uid else ""
        return reverse("wagtailadmin_pages:edit", args=[self.page.pk]) + anchor

    def as_text(self) -> str:
        return f"{self.page.title}: {self.message}"


class CourseIncomplete(ValidationError):
    """The course cannot be published; ``problems`` says why, each with its place."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        super().__init__({NON_FIELD_ERRORS: [problem.message for problem in problems]})

    def __str__(self) -> str:
        return " ".join(problem.message for problem in self.problems)


def problems_of(course: "Page", tree: Tree | None = None) -> list[Problem]:
    """Everything that keeps this state of the course, with the latest drafts of its parts, from being published."""
    return [problem for problem in remarks_on_course(course, tree) if problem.blocks]


def remarks_on_course(course: "Page", tree: Tree | None = None) -> list[Problem]:
    """Everything there is to say about the course and its parts: what blocks and what is advice."""
    tree = tree or Tree(course)
    found = [*_own_problems(course)]
    modules = [(module, tree.parts_of(module)) for module in tree.parts_of(course)]
    if not modules:
        found.append(Problem(_("The course has no module yet: add one, with at least one lesson."), course))
    for module, lessons in modules:
        found.extend(_remarks_on_module(module, lessons))
    written = [lesson for _module, lessons in modules for lesson in lessons]
    found.extend(_licence_problems(course, written))
    if written:
        found.extend(_advice_on_whole(course, written))
    return found


def _remarks_on_module(module: Any, lessons: "list[Page]") -> Iterator[Problem]:
    yield from _titles(module, module.title, module.summary)
    if not lessons:
        yield Problem(_("This module has no lesson yet: add one or delete the module."), module)
    for lesson in lessons:
        yield from remarks_on_lesson(lesson)


def _own_problems(course: Any) -> Iterator[Problem]:
    yield from _titles(course, course.title, course.summary)
    if not course.summary.strip():
        yield Problem(_("Summary: say in a few lines what people will be able to do."), course)
    if not _skills(course):
        yield Problem(_("Skills: choose at least one."), course, kind="skills")
    if not course.levels:
        yield Problem(_("School levels: choose at least one."), course, kind="skills")
    if course.pk and course.depth <= STANDS_UNDER_NOTHING:
        yield Problem(_("The course stands under no institute."), course)


def _titles(page: Any, *texts: str) -> Iterator[Problem]:
    for remark in (remark for text in texts for remark in remarks_on_title(text)):
        yield Problem(remark.message, page, kind=remark.kind, blocks=remark.finding.blocks)


HOURS_MAY_DIFFER = 0.25


def _advice_on_whole(course: Any, lessons: list[Any]) -> Iterator[Problem]:
    """What is worth a second look and nobody is stopped for."""
    hours, written = course.effective_hours, sum(lesson.minutes or 0 for lesson in lessons) / 60
    if abs(written - hours) > hours * HOURS_MAY_DIFFER:
        message = _("The lessons add up to %(written)s hours and the course says %(hours)s: check the minutes.")
        yield Problem(message % {"written": round(written), "hours": hours}, course, kind="hours", blocks=False)
    kinds = {block.block_type for lesson in lessons for block in lesson.body}
    if not any(kind.startswith("question_") or kind in GRADED for kind in kinds):
        message = _(
            "Nothing is asked in this course: add questions or an evidence of practice, so that it can be passed."
        )
        yield Problem(message, course, kind="rule", blocks=False)


GRADED = frozenset({"pool", "evidence", "oral_practice", "project"})


def _licence_problems(course: Any, lessons: list[Any]) -> Iterator[Problem]:
    """What stands in the course under a licence that the course's own does not allow."""
    if course.licence not in LICENCES:
        yield Problem(_("Licence: choose one of the list."), course, kind="licences")
        return
    uses = [*uses_of_course(course), *chain.from_iterable(uses_of_lesson(lesson) for lesson in lessons)]
    for spot, message in explained(course.licence, uses):
        yield Problem(message, spot.page, spot.block_uid, "licences")


def _skills(course: Any) -> list[Any]:
    # A form's choice reaches the page only when it is saved.
    chosen = getattr(course, "skills_to_be", None)
    return list(course.skills.all() if chosen is None else chosen)


def remarks_on_lesson(lesson: Any) -> list[Problem]:
    """What is missing in one lesson, and what is worth a second look."""
    found = list(_titles(lesson, lesson.title))
    if not len(lesson.body):
        return [*found, Problem(_("This lesson is empty: add content or delete it."), lesson)]
    try:
        lesson.body.stream_block.clean(lesson.body)
    except ValidationError as error:
        found.extend(_block_problems(lesson, error))
    for uid, remark in remarks_on(lesson.body):
        found.append(Problem(remark.message, lesson, uid, remark.kind, remark.finding.blocks))
    return found


def _block_problems(lesson: Any, error: Any) -> Iterator[Problem]:
    for message in _messages_of(getattr(error, "non_block_errors", [])):
        yield Problem(message, lesson)
    for index, inner in getattr(error, "block_errors", {}).items():
        block = lesson.body[int(index)]
        for place, field, message in leaves(inner, block.block, block.value):
            where = " › ".join([str(block.block.label), *place])
            yield Problem(f"{where}: {message}", lesson, str(block.id or ""), _kind_of(block.block_type, field))


_FIELD_KINDS = {"alt": "alt", "transcript": "transcripts", "transcripts": "transcripts", "captions": "transcripts"}


def _kind_of(block_type: str, field: str) -> str:
    if block_type.startswith("question_") or block_type == "pool":
        return "questions"
    if block_type == "table" and field in ("caption", "cells", "headers"):
        return "accessibility"
    return _FIELD_KINDS.get(field, "texts")


def leaves(error: Any, block: Any, value: Any, field: str = "") -> Iterator[tuple[list[str], str, str]]:
    """(labels down to the field, name of the field, message) for every message in a tree of block errors."""
    inner = getattr(error, "block_errors", None)
    if inner is None:
        for message in error.messages:
            yield [], field, message
        return
    for message in _messages_of(getattr(error, "non_block_errors", [])):
        yield [], field, message
    for key, child in inner.items() if hasattr(inner, "items") else enumerate(inner):
        if child is None:
            continue
        label, child_block, child_value = _part(block, value, key)
        name = field if isinstance(key, int) else key
        for place, inner_name, message in leaves(child, child_block, child_value, name):
            yield [label, *place], inner_name, message


def _part(block: Any, value: Any, key: Any) -> tuple[str, Any, Any]:
    """(label, block, value) of a field of a structure, an item of a list or a block of a stream."""
    if not isinstance(key, int):
        return str(block.child_blocks[key].label), block.child_blocks[key], value[key]
    if hasattr(block, "child_block"):
        return str(key + 1), block.child_block, value[key]
    return f"{key + 1} ({value[key].block.label})", value[key].block, value[key].value


def _messages_of(errors: Any) -> list[str]:
    found: list[str] = []
    for error in errors.as_data() if hasattr(errors, "as_data") else errors:
        found.extend([str(error)] if isinstance(error, str | Promise) else error.messages)
    return found


@dataclass(frozen=True)
class Readiness:
    """How far a course, module or lesson is, as its authors see it."""

    remarks: list[Problem]
    total: int

    @property
    def problems(self) -> list[Problem]:
        return [remark for remark in self.remarks if remark.blocks]

    @property
    def advice(self) -> list[Problem]:
        return [remark for remark in self.remarks if not remark.blocks]

    @property
    def ready(self) -> int:
        return max(0, self.total - len({_thing(problem) for problem in self.problems}))

    @property
    def groups(self) -> list[tuple[str, list[Problem]]]:
        """What blocks, under the heading of its kind."""
        found = [(str(label), [one for one in self.problems if one.kind == kind]) for kind, label in KINDS.items()]
        return [(label, problems) for label, problems in found if problems]


def _thing(problem: Problem) -> tuple[Any, str]:
    """What is counted as one thing to get ready: a block, a part, or what a course says of itself."""
    if problem.block_uid:
        return problem.page.pk, problem.block_uid
    return problem.page.pk, problem.kind


OWN_THINGS = 4  # of a course: its texts, its skills and levels, its hours, its pass rule


def readiness_of(page: Any, tree: Tree | None = None) -> Readiness:
    """Of the latest draft of a course, a module or a lesson."""
    draft = page.get_latest_revision_as_object()
    if hasattr(draft, "body"):
        return Readiness(remarks_on_lesson(draft), len(draft.body) + 1)
    tree = tree or Tree(draft)
    parts = tree.parts_of(draft)
    if not hasattr(draft, "course_type"):
        return Readiness(list(_remarks_on_module(draft, parts)), 1 + _blocks_in(parts))
    lessons = [lesson for module in parts for lesson in tree.parts_of(module)]
    return Readiness(remarks_on_course(draft, tree), OWN_THINGS + len(parts) + _blocks_in(lessons))


def _blocks_in(lessons: list[Any]) -> int:
    return sum(len(lesson.body) + 1 for lesson in lessons)
