"""One's notes: in a lesson, all together, on paper and as a file. Everything works without a script."""

import json
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from courses.editions.models import Lesson
from courses.editions.selectors import lesson_of
from courses.notes.forms import ChangeForm, NoteForm, SearchForm
from courses.notes.models import Note
from courses.notes.operations import NoteRefused, change_note, delete_note, keep_place, write_note
from courses.notes.permissions import notes_of
from courses.notes.selectors import (
    courses_with_notes,
    enrolments_by_course,
    exported_notes,
    found_notes,
    notes_in_lesson,
)
from courses.study.models import Enrolment
from courses.study.permissions import enrolments_of
from foundation.requests import AuthenticatedRequest

PER_PAGE, MOST_PRINTED, UNPROCESSABLE = 20, 500, 422


def _found(request: AuthenticatedRequest, enrolment: UUID, lesson: UUID) -> tuple[Enrolment, Lesson]:
    own = enrolments_of(request.user).exclude(status=Enrolment.Status.WITHDRAWN).select_related("edition")
    found = get_object_or_404(own.defer("edition__source_text", "edition__search_text"), uid=enrolment)
    try:
        return found, lesson_of(found.edition, found.edition.source_language, lesson)
    except Lesson.DoesNotExist:
        raise Http404 from None


@login_required
@require_http_methods(["GET", "POST"])
@never_cache
def lesson_notes(request: AuthenticatedRequest, enrolment: UUID, lesson: UUID) -> HttpResponse:
    """The notes about one lesson, and a new one; afterwards one is back in the lesson."""
    own, found = _found(request, enrolment, lesson)
    form = NoteForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            write_note(author=request.user, enrolment=own, lesson=found, at=timezone.now(), **form.cleaned_data)
        except NoteRefused as refusal:
            form.add_error("text", str(refusal))
        else:
            messages.success(request, _("Note kept. Only you can read it."))
            return redirect(reverse("lesson", args=[own.uid, found.uid]) + "#notes")
    notes = notes_in_lesson(request.user, own.course_id, found.uid)
    context = {"enrolment": own, "lesson": found, "notes": notes, "form": form}
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "courses/notes/lesson_notes.html", context, status=status)


@login_required
@require_safe
@never_cache
def notes(request: AuthenticatedRequest) -> HttpResponse:
    """All notes, narrowed by words and by course."""
    form = SearchForm(request.GET)
    found = _searched(request, form)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "shown": _with_addresses(request, page),
        "courses": courses_with_notes(request.user),
        "narrowed": any(form.cleaned_data.values()),
    }
    return render(request, "courses/notes/notes.html", context)


def _with_addresses(request: AuthenticatedRequest, page: Iterable[Note]) -> list[tuple[Note, str]]:
    """Each note with the place in the lesson it is about, where the person may still read that."""
    enrolments = enrolments_by_course(request.user)
    return [(note, _address(note, enrolments.get(note.course_id))) for note in page]


def _address(note: Note, enrolment: UUID | None) -> str:
    if enrolment is None:
        return ""
    lesson = reverse("lesson", args=[enrolment, note.lesson_uid])
    return f"{lesson}#{note.anchor}" if note.anchor else lesson


def _searched(request: AuthenticatedRequest, form: SearchForm) -> Any:
    form.is_valid()
    wanted = form.cleaned_data
    return found_notes(request.user, words=wanted.get("q") or "", course=wanted.get("curso"))


@login_required
@require_safe
@never_cache
def notes_on_paper(request: AuthenticatedRequest) -> HttpResponse:
    """The same notes to be printed, course by course in the order of their lessons' names."""
    found = _searched(request, SearchForm(request.GET)).order_by(
        "course__latest__title", "course", "lesson_title", "pk"
    )
    return render(request, "courses/notes/paper.html", {"notes": found[:MOST_PRINTED]})


@login_required
@require_safe
@never_cache
def notes_file(request: AuthenticatedRequest) -> HttpResponse:
    """All notes as JSON, to take along."""
    text = json.dumps({"notes": exported_notes(request.user)}, ensure_ascii=False, indent=1)
    response = HttpResponse(text, content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="notas-{timezone.localdate():%Y-%m-%d}.json"'
    return response


@login_required
@require_http_methods(["GET", "POST"])
@never_cache
def note(request: AuthenticatedRequest, uid: UUID) -> HttpResponse:
    """Change a note; what two devices wrote at a time is kept, both of it."""
    found = get_object_or_404(notes_of(request.user).select_related("course"), uid=uid)
    initial = {"version": found.version, "text": found.text}
    form = ChangeForm(request.POST) if request.method == "POST" else ChangeForm(initial=initial)
    if form.is_valid():
        try:
            return _changed(request, uid, form.cleaned_data)
        except NoteRefused as refusal:
            form.add_error("text", str(refusal))
        except Note.DoesNotExist:
            raise Http404 from None
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "courses/notes/note.html", {"note": found, "form": form}, status=status)


def _changed(request: AuthenticatedRequest, uid: UUID, data: dict[str, Any]) -> HttpResponse:
    kept, was_changed_elsewhere = change_note(author=request.user, uid=uid, at=timezone.now(), **data)
    if was_changed_elsewhere:
        messages.warning(request, _("This note was changed on another device meanwhile. Both texts were kept."))
    else:
        messages.success(request, _("Note kept. Only you can read it."))
    return redirect(reverse("notes") + f"#note-{kept.uid}")


@login_required
@require_POST
def note_delete(request: AuthenticatedRequest, uid: UUID) -> HttpResponse:
    """Delete a note for good."""
    get_object_or_404(notes_of(request.user), uid=uid)
    delete_note(author=request.user, uid=uid)
    messages.success(request, _("Note deleted."))
    return redirect("notes")


@login_required
@require_POST
def place(request: AuthenticatedRequest, enrolment: UUID, lesson: UUID) -> HttpResponse:
    """Which part of the lesson was read last, told by the page when one leaves it."""
    own, found = _found(request, enrolment, lesson)
    keep_place(enrolment=own, lesson_uid=found.uid, anchor=request.POST.get("anchor", ""), at=timezone.now())
    return HttpResponse(status=204)
