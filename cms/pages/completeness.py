"""Whether a course may be published, and if not, what is missing, where, and what to do about it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from cms.pages.tree import Tree

if TYPE_CHECKING:
    from wagtail.models import Page

SOURCE_LANGUAGE = "es-mx"
STANDS_UNDER_NOTHING = 2  # the depth of a page right under the root


@dataclass(frozen=True)
class Problem:
    """One thing that is missing or wrong. ``page`` is where it is, ``block_uid`` the block, if it is in one."""

    message: str
    page: "Page"
    block_uid: str = ""

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


def parts_of(page: "Page") -> "list[Page]":
    """The children in their order, each as its latest draft."""
    return [child.get_latest_revision_as_object() for child in page.get_children().specific()]


def problems_of(course: "Page", tree: Tree | None = None) -> list[Problem]:
    """Everything that keeps this state of the course, with the latest drafts of its parts, from being published."""
    tree = tree or Tree(course)
    found = [*_own_problems(course)]
    modules = tree.parts_of(course)
    if not modules:
        found.append(Problem(_("The course has no module yet: add one, with at least one lesson."), course))
    for module in modules:
        lessons = tree.parts_of(module)
        if not lessons:
            found.append(Problem(_("This module has no lesson yet: add one or delete the module."), module))
        for lesson in lessons:
            found.extend(problems_of_lesson(lesson))
    return found


def _own_problems(course: Any) -> Iterator[Problem]:
    if not course.summary.strip():
        yield Problem(_("Summary: say in a few lines what people will be able to do."), course)
    if not _skills(course):
        yield Problem(_("Skills: choose at least one."), course)
    if not course.levels:
        yield Problem(_("School levels: choose at least one."), course)
    if course.pk and course.depth <= STANDS_UNDER_NOTHING:
        yield Problem(_("The course stands under no institute."), course)


def _skills(course: Any) -> list[Any]:
    # A form's choice reaches the page only when it is saved.
    chosen = getattr(course, "skills_to_be", None)
    return list(course.skills.all() if chosen is None else chosen)


def problems_of_lesson(lesson: Any) -> list[Problem]:
    """What is missing in one lesson."""
    if not len(lesson.body):
        return [Problem(_("This lesson is empty: add content or delete it."), lesson)]
    try:
        lesson.body.stream_block.clean(lesson.body)
    except ValidationError as error:
        return list(_block_problems(lesson, error))
    return []


def _block_problems(lesson: Any, error: Any) -> Iterator[Problem]:
    for message in _messages_of(getattr(error, "non_block_errors", [])):
        yield Problem(message, lesson)
    for index, inner in getattr(error, "block_errors", {}).items():
        block = lesson.body[int(index)]
        for place, message in _leaves(inner, block.block):
            where = " › ".join([str(block.block.label), *place])
            yield Problem(f"{where}: {message}", lesson, str(block.id or ""))


def _leaves(error: Any, block: Any) -> Iterator[tuple[list[str], str]]:
    """(labels down to the field, message) for every message in a tree of block errors."""
    inner = getattr(error, "block_errors", None)
    if inner is None:
        for message in error.messages:
            yield [], message
        return
    for message in _messages_of(getattr(error, "non_block_errors", [])):
        yield [], message
    for key, child in inner.items() if hasattr(inner, "items") else enumerate(inner):
        if child is None:
            continue
        if isinstance(key, int):
            label, child_block = str(key + 1), block.child_block
        else:
            child_block = block.child_blocks[key]
            label = str(child_block.label)
        for place, message in _leaves(child, child_block):
            yield [label, *place], message


def _messages_of(errors: Any) -> list[str]:
    found: list[str] = []
    for error in errors.as_data() if hasattr(errors, "as_data") else errors:
        found.extend([str(error)] if isinstance(error, str | Promise) else error.messages)
    return found
