"""The next edition before it exists: what would change, of which kind, and what keeps it from being published."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from cms.pages.models import CoursePage
from cms.pages.source import Problem, compile_draft
from courses.editions.canonical import canonical_text, digest_of
from courses.editions.comparing import MAJOR, Changes, changes
from courses.editions.models import Edition


@dataclass(frozen=True)
class NextEdition:
    """A course as drafted, beside its latest edition if there is one."""

    course: CoursePage
    latest: Edition | None
    document: dict[str, Any]
    keys: dict[str, Any]
    problems: list[Problem]

    @cached_property
    def changes(self) -> Changes:
        if self.latest is None:
            return Changes()
        return changes(self.latest.source, self.latest.answer_key.keys, self.document, self.keys)

    @property
    def kind(self) -> str:
        """As it would be published now: authors may have called a minor change major."""
        return MAJOR if self.changes and self.course.raise_to_major else self.changes.kind

    @property
    def number(self) -> int:
        return self.latest.number + 1 if self.latest else 1

    @cached_property
    def digests(self) -> tuple[str, str]:
        """Those of the document and of its keys: they name exactly this state."""
        return digest_of(canonical_text(self.document)), digest_of(canonical_text(self.keys))


def next_edition(course: CoursePage) -> NextEdition:
    """The course as far as it is written, finished or not."""
    compiled, problems = compile_draft(course)
    latest = Edition.objects.filter(course__latest__isnull=False, course=course.translation_key)
    return NextEdition(
        course=course,
        latest=latest.select_related("answer_key").order_by("-number").first(),
        document=compiled.document,
        keys=compiled.keys,
        problems=problems,
    )
