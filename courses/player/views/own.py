"""A teacher's own place: where they left, how far they are, what is missing."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from courses.assessment.selectors import returned_to
from courses.editions.selectors import newer_than
from courses.notes.selectors import place_in
from courses.player.selectors import (
    Path,
    missing_in,
    own_proposals,
    path_of,
    progress_of,
    studied_by,
    waiting_to_be_accepted,
)
from courses.study.models import Enrolment
from courses.study.permissions import enrolments_of
from foundation.requests import AuthenticatedRequest
from languages.preferences import content_language


@login_required
@require_GET
def my_place(request: AuthenticatedRequest) -> HttpResponse:
    """Continue where one left, courses in progress and completed, and what upper rooms add."""
    enrolments = list(studied_by(request.user))
    active = [enrolment for enrolment in enrolments if enrolment.status == Enrolment.Status.ACTIVE]
    active.sort(key=lambda enrolment: progress_of(enrolment).updated_at, reverse=True)
    context = {
        "paths": [_path(request, enrolment) for enrolment in active],
        "completed": [enrolment for enrolment in enrolments if enrolment.status == Enrolment.Status.COMPLETED],
        "returned": returned_to(request.user),
        "proposals": own_proposals(request.user),
    }
    return render(request, "courses/player/my_place.html", context)


def _path(request: AuthenticatedRequest, enrolment: Enrolment) -> Path:
    return path_of(enrolment, content_language())


def _own(request: AuthenticatedRequest, uid: UUID) -> Enrolment:
    own = enrolments_of(request.user).select_related("edition", "course", "institute", "progress", "reading_place")
    return get_object_or_404(own, uid=uid)


@login_required
@require_GET
def resume(request: AuthenticatedRequest, enrolment: UUID) -> HttpResponse:
    """Where one left: the unfinished lesson last worked on, else the first unfinished, else the summary."""
    found = _own(request, enrolment)
    step = _path(request, found).next_unfinished()
    if step is None:
        return redirect("study_summary", found.uid)
    place = place_in(found, step.lesson.uid)
    address = reverse("lesson", args=[found.uid, step.lesson.uid])
    return redirect(f"{address}#{place}" if place else address)


@login_required
@require_GET
def summary(request: AuthenticatedRequest, enrolment: UUID) -> HttpResponse:
    """The course's state in words: completed and what comes next, or exactly what is missing and where."""
    found = _own(request, enrolment)
    path = _path(request, found)
    context = {
        "enrolment": found,
        "path": path,
        "missing": missing_in(path),
        "unaccepted": waiting_to_be_accepted(path),
        "newer": newer_than(found.edition),
    }
    return render(request, "courses/player/summary.html", context)
