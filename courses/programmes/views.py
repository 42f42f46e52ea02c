"""Programmes: the list, one of them, following it; and the draft as whoever approves it reads it."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from courses.programmes.models import Programme
from courses.programmes.operations import (
    ProgrammeRefused,
    follow_programme,
    is_own_text,
    leave_programme,
    publish_programme,
    withdraw_programme,
)
from courses.programmes.permissions import (
    followings_of,
    programmes_editable_by,
    programmes_publishable_by,
    programmes_readable_by,
)
from courses.programmes.selectors import (
    Studied,
    Way,
    draft_of,
    programmes_shown,
    stages_of,
    studied,
    ways,
    with_courses,
)
from foundation.public_pages import public_page
from foundation.requests import AuthenticatedRequest

PAGE_SIZE = 12


@public_page
@require_GET
def programmes(request: HttpRequest) -> HttpResponse:
    """Every public programme; whoever is signed in sees how far they are."""
    page = Paginator(programmes_shown(), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"page": page, "ways": ways(page.object_list, studied(request.user))}
    return render(request, "courses/programmes/programmes.html", context)


@public_page
@require_GET
def programme(request: HttpRequest, slug: str) -> HttpResponse:
    """A programme: its courses in order, who offers groups now, one's own progress."""
    found = get_object_or_404(with_courses(programmes_readable_by(request.user)), slug=slug)
    way = ways([found], studied(request.user))[0]
    context = _context(way) | {"following": _follows(request.user, found)}
    return render(request, "courses/programmes/programme.html", context)


def _context(way: Way) -> dict[str, Any]:
    skills = way.programme.skills.select_related("framework_version__framework")
    return {"way": way, "stages": stages_of(way, timezone.localdate()), "skills": skills}


def _follows(user: Any, programme: Programme) -> bool:
    return user.is_authenticated and followings_of(user).filter(programme=programme).exists()


@login_required
@require_POST
def follow(request: AuthenticatedRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(programmes_readable_by(request.user), slug=slug)
    follow_programme(teacher=request.user, programme=found, at=timezone.now())
    messages.success(request, _("You follow this programme: its next course stands in your place."))
    return redirect("programme", slug)


@login_required
@require_POST
def leave(request: AuthenticatedRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(programmes_readable_by(request.user), slug=slug)
    leave_programme(teacher=request.user, programme=found)
    messages.success(request, _("You no longer follow this programme. What you completed stays yours."))
    return redirect("programme", slug) if found.live else redirect("my_place")


@login_required
@require_GET
def approval(request: AuthenticatedRequest, programme_id: int) -> HttpResponse:
    """The latest draft as it would stand, and what the reader may do with it."""
    found = get_object_or_404(programmes_editable_by(request.user).select_related("organisation"), pk=programme_id)
    way = Way(*draft_of(found), Studied())
    may = programmes_publishable_by(request.user).filter(pk=found.pk).exists()
    context = _context(way) | {
        "stored": found,
        "may_withdraw": may and found.live,
        "may_publish": may and not is_own_text(request.user, found),
        "own_text": is_own_text(request.user, found),
        "is_waiting": found.has_unpublished_changes or not found.live,
    }
    return render(request, "courses/programmes/approval.html", context)


@login_required
@require_POST
def publish(request: AuthenticatedRequest, programme_id: int) -> HttpResponse:
    found = get_object_or_404(programmes_publishable_by(request.user), pk=programme_id)
    revision = request.POST.get("revision", "")
    if not revision.isdecimal():
        raise Http404
    try:
        publish_programme(actor=request.user, programme=found, revision=int(revision[:18]))
    except ProgrammeRefused as refusal:
        messages.error(request, str(refusal))
        return redirect("programme_approval", found.pk)
    messages.success(request, _("The programme is public."))
    return redirect("programme", found.slug)


@login_required
@require_POST
def withdraw(request: AuthenticatedRequest, programme_id: int) -> HttpResponse:
    found = get_object_or_404(programmes_publishable_by(request.user), pk=programme_id)
    withdraw_programme(actor=request.user, programme=found)
    messages.success(request, _("The programme is no longer offered. Whoever follows it goes on."))
    return redirect("programme_approval", found.pk)
