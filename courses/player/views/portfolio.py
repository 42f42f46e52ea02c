"""A teacher's portfolio: all that was handed in over all courses, and who may open it."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from courses.assessment.forms import AccessForm
from courses.assessment.models import Piece
from courses.assessment.operations import AssessmentRefused, change_access, remove_piece
from courses.assessment.permissions import pieces_of
from courses.assessment.selectors import community_of, portfolio_of, task_of, with_tasks
from foundation.requests import AuthenticatedRequest

PAGE_SIZE = 20


@login_required
@require_GET
@never_cache
def portfolio(request: AuthenticatedRequest) -> HttpResponse:
    """Everything that the person handed in, newest first, with its files and whom they are open to."""
    page = Paginator(portfolio_of(request.user), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"page": page, "entries": with_tasks(page.object_list), "access_levels": Piece.Access.choices}
    return render(request, "courses/player/portfolio.html", context)


@login_required
@require_GET
@never_cache
def community(request: AuthenticatedRequest) -> HttpResponse:
    """What teachers near the person keep for their community: for its trainers, who review nothing."""
    page = Paginator(community_of(request.user), PAGE_SIZE).get_page(request.GET.get("page"))
    entries = [(piece, task_of(piece.evidence)) for piece in page]
    return render(request, "courses/player/community.html", {"page": page, "entries": entries})


def _own(request: AuthenticatedRequest, piece: UUID) -> Piece:
    own = pieces_of(request.user).select_related("evidence__enrolment")
    return get_object_or_404(own, uid=piece)


def _back(request: AuthenticatedRequest, piece: Piece) -> HttpResponse:
    """To the page that the form stood on."""
    if request.POST.get("back") == "portfolio":
        return redirect("portfolio")
    evidence = piece.evidence
    return redirect("evidence", evidence.enrolment.uid, evidence.lesson_uid, evidence.block_uid)


@login_required
@require_POST
def access(request: AuthenticatedRequest, piece: UUID) -> HttpResponse:
    """Say anew who may open a piece."""
    found, form = _own(request, piece), AccessForm(request.POST)
    try:
        if not form.is_valid():
            raise AssessmentRefused(_("Choose who may see the file."))
        change_access(actor=request.user, piece=found, access=form.cleaned_data["access"])
    except AssessmentRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("From now on, who may open the file is as you chose."))
    return _back(request, found)


@login_required
@require_POST
def remove(request: AuthenticatedRequest, piece: UUID) -> HttpResponse:
    """Delete a piece's file: by a change of mind, or because a consent was withdrawn."""
    found = _own(request, piece)
    because = Piece.Gone.CONSENT if request.POST.get("because") == Piece.Gone.CONSENT else Piece.Gone.REMOVED
    try:
        remove_piece(actor=request.user, piece=found, because=because, at=timezone.now())
    except AssessmentRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The file was deleted. Only the date of its deletion is kept."))
    return _back(request, found)
