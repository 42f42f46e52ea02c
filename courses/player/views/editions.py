"""The editions of a course, old ones too: what each changed, its lessons to read, its source to check."""

from itertools import groupby
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import condition, require_GET, require_safe

from courses.assessment.rendering import filled
from courses.editions.models import Course, Edition, Lesson
from courses.editions.rendering import summary_in_words
from courses.editions.selectors import editions_of, lesson_of, lessons_of, readable_language
from courses.editions.titles import Title
from courses.player.lean import lean_html
from courses.player.selectors import enrolment_in, size_of
from courses.study.permissions import courses_readable_by
from foundation.public_pages import public_page
from foundation.reading import saves_data
from languages.preferences import content_language

PAGE_SIZE = 20


def _course(request: HttpRequest, slug: str) -> Course:
    courses = courses_readable_by(request.user).select_related("latest", "organisation")
    return get_object_or_404(courses.defer("latest__source_text", "latest__search_text"), slug=slug)


def _edition(request: HttpRequest, slug: str, number: int) -> tuple[Course, Edition]:
    course = _course(request, slug)
    return course, get_object_or_404(editions_of(course), number=number)


@public_page
@require_GET
def editions(request: HttpRequest, slug: str) -> HttpResponse:
    """Every edition with its date, its kind of change, what changed and the notes of its authors."""
    course = _course(request, slug)
    page = Paginator(editions_of(course), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "course": course,
        "page": page,
        "told": [(edition, summary_in_words(edition.changes)) for edition in page],
        "enrolment": enrolment_in(request.user, course),
    }
    return render(request, "courses/player/editions.html", context)


@public_page
@require_GET
def edition(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One edition: its contents, and by what one can check that it is what was published."""
    course, found = _edition(request, slug, number)
    return render(request, "courses/player/edition.html", _context(request, course, found))


@public_page
@require_GET
def edition_lesson(request: HttpRequest, slug: str, number: int, lesson: UUID) -> HttpResponse:
    """A lesson as that edition has it, only to be read: its questions take no answers."""
    course, found = _edition(request, slug, number)
    try:
        shown = lesson_of(found, content_language(), lesson)
    except Lesson.DoesNotExist:
        raise Http404 from None
    html = filled(shown.content.html, {}, locked=True)
    context = {
        **_context(request, course, found),
        "lesson": shown,
        "html": lean_html(html, size_of) if saves_data(request) else html,
    }
    context |= dict(zip(("before", "after"), _around(context["lessons"], shown), strict=True))
    return render(request, "courses/player/edition_lesson.html", context)


def _context(request: HttpRequest, course: Course, found: Edition) -> dict[str, Any]:
    lessons = lessons_of(found, readable_language(found, content_language()))
    return {
        "course": course,
        "edition": found,
        "lessons": lessons,
        "modules": [(title, list(part)) for (_uid, title), part in groupby(lessons, _module)],
        "summary": summary_in_words(found.changes),
        "is_latest": found.pk == course.latest_id,
        "current_url": request.build_absolute_uri(reverse("course", args=[course.slug])),
    }


def _module(lesson: Lesson) -> tuple[UUID, Title]:
    return lesson.module_uid, lesson.module_heading


def _around(lessons: list[Lesson], lesson: Lesson) -> tuple[Lesson | None, Lesson | None]:
    here = next(place for place, one in enumerate(lessons) if one.pk == lesson.pk)
    return (lessons[here - 1] if here else None), (lessons[here + 1] if here + 1 < len(lessons) else None)


def _etag(request: HttpRequest, slug: str, number: int) -> str:
    return f'"{_edition(request, slug, number)[1].digest}"'


@require_safe
@condition(etag_func=_etag)
def edition_source(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The canonical document, byte by byte what the digest was taken of; answers are not in it."""
    _course_page, found = _edition(request, slug, number)
    response = HttpResponse(found.source_text.encode(), content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{slug}-{number}.json"'
    return response
