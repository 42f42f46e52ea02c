"""What changes with the next edition: read by authors and reviewers before it is published, published from there."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from cms.pages.authorship import is_own_text
from cms.pages.models import CoursePage, LessonPage
from cms.pages.permissions import course_pages_editable_by, course_pages_publishable_by
from cms.pages.source import CourseIncomplete
from cms.review.permissions import courses_readable_by
from courses.editions.drafts import NextEdition, next_edition
from courses.editions.forms import NotesForm
from courses.editions.publishing import PublishingRefused, keep_notes, start_publishing
from courses.editions.rendering import Group, groups_of, reasons_of, summary_in_words
from foundation.requests import AuthenticatedRequest

GROUPS_ON_A_PAGE = 20
OPEN_AT_ONCE = 5


@login_required
@require_GET
def course_changes(request: AuthenticatedRequest, course_id: int) -> HttpResponse:
    course = get_object_or_404(courses_readable_by(request.user), pk=course_id)
    coming = next_edition(course)
    form = NotesForm(instance=course, kind=coming.kind)
    return render(request, "courses/editions/changes.html", _context(request, coming, form))


def _context(request: AuthenticatedRequest, coming: NextEdition, form: NotesForm) -> dict[str, Any]:
    course = coming.course
    has_right = course_pages_publishable_by(request.user).filter(pk=course.pk).exists()
    own_text = has_right and is_own_text(request.user, course)
    groups = groups_of(coming.changes, coming.latest.source, coming.document) if coming.latest else []
    page = Paginator(groups, GROUPS_ON_A_PAGE).get_page(request.GET.get("page"))
    return {
        "course": course,
        "coming": coming,
        "title": coming.document["course"]["title"][coming.document["course"]["source_language"]],
        "reasons": reasons_of(coming.changes.reasons),
        "summary": summary_in_words(coming.changes.summary()),
        "page": page,
        "opened": len(groups) <= OPEN_AT_ONCE,
        "lessons": _lesson_pages(course, page.object_list),
        "form": form,
        "may_edit": course_pages_editable_by(request.user).filter(pk=course.pk).exists(),
        "may_publish": has_right and not own_text,
        "own_text": own_text,
        "in_review": course.workflow_in_progress,
    }


def _lesson_pages(course: CoursePage, groups: Any) -> dict[str, int]:
    """Where each lesson can be read, by its identifier."""
    uids = [group.uid for group in groups if isinstance(group, Group) and group.uid]
    pages = LessonPage.objects.descendant_of(course).filter(translation_key__in=uids)
    return {str(key): pk for key, pk in pages.values_list("translation_key", "pk")}


@login_required
@require_POST
def course_edition_notes(request: AuthenticatedRequest, course_id: int) -> HttpResponse:
    course = get_object_or_404(course_pages_editable_by(request.user), pk=course_id)
    coming = next_edition(course)
    form = NotesForm(request.POST, instance=course, kind=coming.kind)
    if not form.is_valid():
        return render(request, "courses/editions/changes.html", _context(request, coming, form), status=422)
    _keep(request, course, form)
    messages.success(request, _("The notes were saved."))
    return redirect("course_changes", course.pk)


@login_required
@require_POST
def course_publish(request: AuthenticatedRequest, course_id: int) -> HttpResponse:
    """Save the notes and start the job; a second click finds the same job."""
    course = get_object_or_404(course_pages_publishable_by(request.user), pk=course_id)
    coming = next_edition(course)
    form = NotesForm(request.POST, instance=course, kind=coming.kind)
    if not form.is_valid():
        return render(request, "courses/editions/changes.html", _context(request, coming, form), status=422)
    _keep(request, course, form)
    try:
        job = start_publishing(actor=request.user, course=course)
    except CourseIncomplete:
        messages.error(request, _("The course is not complete yet: see below what is missing."))
    except PublishingRefused as refusal:
        messages.error(request, str(refusal))
    else:
        return redirect("job", job.pk)
    return redirect("course_changes", course.pk)


def _keep(request: AuthenticatedRequest, course: CoursePage, form: NotesForm) -> None:
    stored = CoursePage.objects.get(pk=course.pk)  # the form has put its values into the page at hand
    keep_notes(
        actor=request.user,
        course=course,
        notes=form.cleaned_data["edition_notes"].strip(),
        raise_to_major=form.cleaned_data.get("raise_to_major", stored.raise_to_major),
    )
