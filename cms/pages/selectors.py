"""Reads of authored pages."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import translation
from wagtail.models import Page

from cms.pages.completeness import SOURCE_LANGUAGE, Readiness, readiness_of
from cms.pages.models import CoursePage, HomePage, InformationPage, RemovedPart
from cms.pages.tree import Tree


@dataclass(frozen=True)
class HomeTexts:
    """What the front page says; empty texts leave the designed ones in place."""

    title: str = ""
    lead: str = ""
    language: str = SOURCE_LANGUAGE


def home_texts(language: str = "") -> HomeTexts:
    """The front page's texts in the language asked for, or else in Spanish."""
    wanted = language or translation.get_language() or SOURCE_LANGUAGE
    live = HomePage.objects.live().filter(locale__language_code__in=[wanted, SOURCE_LANGUAGE])
    pages = {page.locale.language_code: page for page in live.select_related("locale").order_by("pk")}
    page = pages.get(wanted) or pages.get(SOURCE_LANGUAGE)
    return HomeTexts(page.hero_title, page.hero_intro, page.locale.language_code) if page else HomeTexts()


def course_page(course_uid: UUID) -> CoursePage | None:
    """The page on which a course is authored; its translations were made after it."""
    page: CoursePage | None = CoursePage.objects.filter(translation_key=course_uid).order_by("pk").first()
    return page


def information_pages() -> QuerySet[InformationPage]:
    """Public pages about the project in the language in use, in the order of the tree."""
    language = translation.get_language() or SOURCE_LANGUAGE
    pages: QuerySet[InformationPage] = InformationPage.objects.live().public()
    return pages.filter(locale__language_code=language).order_by("path")


@dataclass(frozen=True)
class OutlinePart:
    """A module or lesson in the outline: its latest draft, how much it lacks, and the lessons of a module."""

    page: Any
    problems: int
    lessons: "list[OutlinePart]" = field(default_factory=list)

    @property
    def minutes(self) -> int:
        return sum(lesson.page.minutes or 0 for lesson in self.lessons)


@dataclass(frozen=True)
class Outline:
    """A course as a tree, with what was taken out of it and can be brought back."""

    course: CoursePage
    modules: list[OutlinePart]
    readiness: Readiness
    removed: list[RemovedPart]

    @property
    def minutes(self) -> int:
        return sum(module.minutes for module in self.modules)

    @property
    def hours(self) -> float:
        return round(self.minutes / 60, 1)

    def beside(self, part: Page, *, up: bool) -> tuple[Page, int] | None:
        """(parent, position) one step up or down, over the edge of a module into the next one; None at the ends."""
        step = -1 if up else 1
        for number, module in enumerate(self.modules):
            if module.page.pk == part.pk:
                return (self.course, number + step) if 0 <= number + step < len(self.modules) else None
            keys = [lesson.page.pk for lesson in module.lessons]
            if part.pk not in keys:
                continue
            place = keys.index(part.pk) + step
            if 0 <= place < len(keys):
                return module.page, place
            if not 0 <= number + step < len(self.modules):
                return None
            other = self.modules[number + step]
            return other.page, len(other.lessons) if up else 0
        return None


REMOVED_SHOWN = 10


def outline_of(course: CoursePage) -> Outline:
    """Modules and lessons as their latest drafts, with how much each lacks."""
    tree = Tree(course)
    readiness = readiness_of(course, tree)
    lacks = Counter(problem.page.pk for problem in readiness.problems)
    modules = [
        OutlinePart(
            module, lacks[module.pk], [OutlinePart(lesson, lacks[lesson.pk]) for lesson in tree.parts_of(module)]
        )
        for module in tree.parts_of(course)
    ]
    removed = list(course.removed_parts.filter(restored_at=None).select_related("removed_by")[:REMOVED_SHOWN])
    return Outline(course, modules, readiness, removed)


def place_of(part: Page) -> tuple[Page, int]:
    """(parent, number of elder siblings) of a page."""
    parent = part.get_parent()
    return parent, parent.get_children().filter(path__lt=part.path).count()
