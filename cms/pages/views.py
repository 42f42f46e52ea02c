"""Beginning a course, and its whole tree on one page: what authors do there without dragging anything."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from wagtail.models import Page

from cms.pages import outlining
from cms.pages.forms import NewCourseForm
from cms.pages.models import CoursePage, RemovedPart
from cms.pages.outlining import OutlineRefused
from cms.pages.permissions import course_pages_editable_by, institute_pages_of, pages_editable_by
from cms.pages.selectors import outline_of, place_of
from cms.pages.skeletons import skeletons
from foundation.requests import AuthenticatedRequest

UNDO = "outline_undo"


@require_http_methods(["GET", "POST"])
def course_new(request: AuthenticatedRequest) -> HttpResponse:
    """Begin a course from a template."""
    if not institute_pages_of(request.user).exists():
        raise Http404
    form = NewCourseForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            made = outlining.create_course_from_template(actor=request.user, at=timezone.now(), **form.cleaned_data)
        except OutlineRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The course is there, as a draft. Replace each guiding text with your own."))
            return redirect("course_outline", made.pk)
    context = {"form": form, "skeletons": skeletons()}
    return render(request, "cms/pages/course_new.html", context, status=422 if form.errors else 200)


def _course(request: AuthenticatedRequest, course_id: int) -> CoursePage:
    return get_object_or_404(course_pages_editable_by(request.user), pk=course_id)


def _part(course: CoursePage, number: str) -> Page:
    """A module or lesson of the course, by the number that a form sent."""
    wanted = int(number[:18]) if number.isdecimal() else 0
    return get_object_or_404(Page.objects.descendant_of(course), pk=wanted)


@require_GET
def course_outline(request: AuthenticatedRequest, course_id: int) -> HttpResponse:
    """Modules and lessons, what each lacks, and everything one can do with them."""
    course = _course(request, course_id)
    context = {"course": course, "outline": outline_of(course), "undo": request.session.pop(UNDO, None)}
    return render(request, "cms/pages/course_outline.html", context)


def _done(request: AuthenticatedRequest, course: CoursePage, act: Callable[[], dict[str, Any] | None]) -> HttpResponse:
    """Do it, say so, and offer to undo it; or say why not."""
    try:
        request.session[UNDO] = act()
    except OutlineRefused as refusal:
        messages.error(request, str(refusal))
    return redirect("course_outline", course.pk)


@require_POST
def course_outline_add(request: AuthenticatedRequest, course_id: int) -> HttpResponse:
    course, title = _course(request, course_id), request.POST.get("title", "")
    module = _part(course, request.POST["module"]) if request.POST.get("module") else None

    def add() -> None:
        if module is None:
            outlining.add_module(actor=request.user, course=course, title=title, at=timezone.now())
        else:
            outlining.add_lesson(actor=request.user, course=course, module=module, title=title, at=timezone.now())
        messages.success(request, _("“%(title)s” was added.") % {"title": title.strip()})

    return _done(request, course, add)


@require_POST
def course_outline_move(request: AuthenticatedRequest, course_id: int) -> HttpResponse:
    """Up or down by one place, or to the place named, which is how a move is undone."""
    course = _course(request, course_id)
    part = _part(course, request.POST.get("part", ""))
    before = place_of(part)

    def move() -> dict[str, Any]:
        parent, position = _destination(request, course, part)
        outlining.move_part(
            actor=request.user, course=course, part=part, parent=parent, position=position, at=timezone.now()
        )
        return {"kind": "move", "title": part.title, "part": part.pk, "parent": before[0].pk, "position": before[1]}

    return _done(request, course, move)


def _destination(request: AuthenticatedRequest, course: CoursePage, part: Page) -> tuple[Page, int]:
    if request.POST.get("parent"):
        wanted, place = request.POST["parent"], request.POST.get("position", "")
        parent = course if wanted == str(course.pk) else _part(course, wanted)
        return parent, int(place[:4]) if place.isdecimal() else 0
    found = outline_of(course).beside(part, up="up" in request.POST)
    if found is None:
        raise OutlineRefused(_("“%(title)s” cannot go any further.") % {"title": part.title})
    return found


@require_POST
def course_outline_duplicate(request: AuthenticatedRequest, course_id: int) -> HttpResponse:
    course = _course(request, course_id)
    part = _part(course, request.POST.get("part", ""))

    def duplicate() -> None:
        made = outlining.duplicate_part(actor=request.user, course=course, part=part, at=timezone.now())
        messages.success(request, _("“%(title)s” was made.") % {"title": made.title})

    return _done(request, course, duplicate)


@require_POST
def course_outline_remove(request: AuthenticatedRequest, course_id: int) -> HttpResponse:
    course = _course(request, course_id)
    part = _part(course, request.POST.get("part", ""))

    def remove() -> dict[str, Any]:
        kept = outlining.remove_part(actor=request.user, course=course, part=part, at=timezone.now())
        return {"kind": "remove", "title": kept.title, "removed": kept.pk}

    return _done(request, course, remove)


@require_POST
def course_outline_restore(request: AuthenticatedRequest, course_id: int) -> HttpResponse:
    course, number = _course(request, course_id), request.POST.get("removed", "")
    wanted = int(number[:18]) if number.isdecimal() else 0
    removed = get_object_or_404(RemovedPart, pk=wanted, course=course, restored_at=None)

    def restore() -> None:
        page = outlining.restore_part(actor=request.user, course=course, removed=removed, at=timezone.now())
        messages.success(request, _("“%(title)s” is back.") % {"title": page.title})

    return _done(request, course, restore)


@require_GET
def page_readiness(request: AuthenticatedRequest, page_id: int) -> HttpResponse:
    """What the latest draft of a course, module or lesson lacks: the editor asks again after each save."""
    page = get_object_or_404(pages_editable_by(request.user), pk=page_id).specific
    if not hasattr(page, "readiness"):
        raise Http404
    return render(request, "cms/pages/_readiness.html", {"readiness": page.readiness})
