"""The proposal box of a course as everybody sees it: read, propose, support, withdraw."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.selectors import has_confirmed_email
from cms.proposals import operations
from cms.proposals.forms import ProposalForm
from cms.proposals.models import Proposal
from cms.proposals.operations import ProposalRefused
from cms.proposals.permissions import (
    proposals_of,
    proposals_readable_by,
    proposals_shown_to_all,
    supportable_by,
)
from cms.proposals.selectors import takes_proposals, with_supporters
from courses.editions.models import Course
from courses.player.selectors import block_places, lesson_places, published_course
from foundation.requests import AuthenticatedRequest

PAGE_SIZE = 12
Status = Proposal.Status


def _states() -> list[tuple[str, Any, tuple[str, ...]]]:
    return [
        ("", pgettext("proposals", "All"), ()),
        ("abiertas", pgettext("proposals", "Open"), (Status.RECEIVED, Status.IN_STUDY)),
        ("aceptadas", pgettext("proposals", "Accepted"), (Status.ACCEPTED,)),
        ("respondidas", pgettext("proposals", "Answered"), (Status.ANSWERED,)),
    ]


@require_GET
def proposals(request: HttpRequest, slug: str) -> HttpResponse:
    """Public proposals, by state."""
    course = published_course(slug)
    states = _states()
    state = next((one for one in states if one[0] == request.GET.get("estado", "")), states[0])
    shown = proposals_shown_to_all().filter(course_uid=course.uid)
    if state[2]:
        shown = shown.filter(status__in=state[2])
    context = {
        "course": course,
        "edition": course.latest,
        "states": [(name, label) for name, label, _statuses in states],
        "state": state[0],
        "page": Paginator(with_supporters(shown), PAGE_SIZE).get_page(request.GET.get("page")),
        "takes_proposals": takes_proposals(course.uid),
    }
    return render(request, "courses/player/proposals.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def propose(request: AuthenticatedRequest, slug: str) -> HttpResponse:
    """The form; with ``?leccion=`` it offers the blocks of that lesson, with ``&bloque=`` one is chosen."""
    course = published_course(slug)
    places, chosen = _places(request, course)
    if request.method == "POST":
        form = ProposalForm(request.POST, places=places)
        if form.is_valid() and (sent := _sent(request, course, form)):
            messages.success(request, _("Your proposal was received. The answer will reach you by e-mail."))
            return redirect("course_proposal", course.slug, sent.uid)
    else:
        form = ProposalForm(places=places, initial={"place": chosen})
    context = {
        "course": course,
        "edition": course.latest,
        "form": form,
        "may_propose": has_confirmed_email(request.user),
        "takes_proposals": takes_proposals(course.uid),
        "in_lesson": bool(chosen),
    }
    return render(request, "courses/player/propose.html", context, status=422 if form.errors else 200)


def _places(request: HttpRequest, course: Course) -> tuple[list[tuple[str, str]], str]:
    """(what a proposal may be about, what the address says it is about)."""
    assert course.latest is not None  # noqa: S101 (its query asks for it)
    lessons = lesson_places(course.latest)
    wanted = next((lesson for lesson in lessons if lesson[0] == request.GET.get("leccion")), None)
    if wanted is None:
        return lessons, ""
    places = block_places(course.latest, wanted)
    chosen = f"{wanted[0]}/{request.GET.get('bloque', '')}"
    return places, chosen if chosen in dict(places) else wanted[0]


def _sent(request: AuthenticatedRequest, course: Course, form: ProposalForm) -> Proposal | None:
    """The proposal in the box; a refusal stands in the form instead, with everything that was written."""
    given = {name: form.cleaned_data[name] for name in ("uid", "kind", "text", "is_public", "shows_name")}
    try:
        return operations.submit_proposal(
            actor=request.user, course_uid=course.uid, at=timezone.now(), **given, **form.chosen
        )
    except ProposalRefused as refusal:
        form.add_error(None, str(refusal))
        return None


def _found(request: HttpRequest, course: Course, uid: UUID) -> Proposal:
    readable = proposals_readable_by(request.user).filter(course_uid=course.uid)
    return get_object_or_404(with_supporters(readable, request.user.pk), uid=uid)


@require_GET
def proposal(request: HttpRequest, slug: str, uid: UUID) -> HttpResponse:
    """One proposal with its answer, and what the visitor may do about it."""
    course = published_course(slug)
    found = _found(request, course, uid)
    context = {
        "course": course,
        "edition": course.latest,
        "proposal": found,
        "is_own": request.user.is_authenticated and found.author_id == request.user.pk,
        "may_support": request.user.is_authenticated and supportable_by(request.user).filter(pk=found.pk).exists(),
    }
    return render(request, "courses/player/proposal.html", context)


@login_required
@require_POST
def support(request: AuthenticatedRequest, slug: str, uid: UUID) -> HttpResponse:
    """Agree, or take it back."""
    course = published_course(slug)
    found = get_object_or_404(supportable_by(request.user).filter(course_uid=course.uid), uid=uid)
    if "end" in request.POST:
        operations.end_support(actor=request.user, proposal=found)
        return redirect("course_proposal", course.slug, found.uid)
    try:
        operations.support(actor=request.user, proposal=found, at=timezone.now())
    except ProposalRefused as refusal:
        messages.error(request, str(refusal))
    return redirect("course_proposal", course.slug, found.uid)


@login_required
@require_POST
def withdraw(request: AuthenticatedRequest, slug: str, uid: UUID) -> HttpResponse:
    """Take one's own proposal back."""
    course = published_course(slug)
    found = get_object_or_404(proposals_of(request.user).filter(course_uid=course.uid), uid=uid)
    try:
        operations.withdraw(actor=request.user, proposal=found)
    except ProposalRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Your proposal was withdrawn."))
    return redirect("course_proposal", course.slug, found.uid)
