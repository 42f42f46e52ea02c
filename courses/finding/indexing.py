"""Keeping the index: each listed course as its latest edition says it."""

from html import unescape
from typing import Any
from uuid import UUID

from django.db import transaction

from cms.pages.html import words
from courses.editions.models import Course, Edition, Lesson
from courses.finding.matching import store_words
from courses.finding.models import Entry
from courses.finding.words import columns_of

LONGEST_TEXT = 20_000


@transaction.atomic
def index_course(*, uid: UUID, anew: bool = False) -> int:
    """Index the latest edition of a course, in place of what was there; returns how many entries it has.

    Whoever does it at the same time waits; what is indexed already is left alone unless it is wanted ``anew``.
    """
    course = Course.objects.select_for_update(of=("self",)).select_related("latest", "organisation").get(pk=uid)
    if course.latest is None:
        return 0
    known = Entry.objects.filter(edition=course.latest).count()
    if known and not anew:
        return known
    Entry.objects.filter(course=course).delete()
    made = [*_course_entries(course, course.latest), *_lesson_entries(course, course.latest)]
    entries = Entry.objects.bulk_create([entry for entry, _besides in made], batch_size=500)
    store_words(
        [
            (entry.pk, *columns_of(f"{entry.title} {besides} {entry.text}", entry.language))
            for entry, (_same, besides) in zip(entries, made, strict=True)
        ]
    )
    return len(entries)


def _course_entries(course: Course, edition: Edition) -> list[tuple[Entry, str]]:
    """One for each language, with what else a course is looked for by: skills, modules, the institute."""
    facts, modules = edition.source["course"], edition.source["modules"]
    skills = " ".join(f"{skill['code']} {skill['label']}" for skill in facts["skills"])
    found = []
    for language in edition.languages:
        titles = " ".join(_said(module["title"], language, edition) for module in modules)
        entry = Entry(
            course=course, edition=edition, language=language, title=_said(facts["title"], language, edition),
            text=_said(facts["summary"], language, edition),
        )  # fmt: skip
        found.append((entry, f"{skills} {course.organisation.name} {titles}"))
    return found


def _said(text: dict[str, str], language: str, edition: Edition) -> str:
    return text.get(language) or text.get(edition.source_language) or ""


def _lesson_entries(course: Course, edition: Edition) -> list[tuple[Entry, str]]:
    lessons: Any = Lesson.objects.filter(edition=edition).select_related("content").order_by("language", "position")
    return [
        (
            Entry(
                course=course, edition=edition, lesson_uid=lesson.uid, language=lesson.language, number=lesson.number,
                title=lesson.title, text=unescape(words(lesson.content.html.replace("<", " <")))[:LONGEST_TEXT],
            ),
            "",
        )
        for lesson in lessons
    ]  # fmt: skip
