"""Handing in a lesson's evidence: the page of a task, and one file sent in the background."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from courses.assessment.forms import EvidenceForm, PieceForm
from courses.assessment.models import Evidence, Piece
from courses.assessment.operations import MAX_PIECE_BYTES, About, AssessmentRefused, longest_of, submit_evidence
from courses.assessment.selectors import evidence_in, evidence_tasks_in, gone_from, pieces_in
from courses.editions.models import Lesson
from courses.marking.selectors import latest_work_of
from courses.player.views.lessons import found_for
from courses.study.models import Enrolment
from foundation.requests import AuthenticatedRequest, at_most

# The file, and what is written beside it.
LARGEST_REQUEST = MAX_PIECE_BYTES + 262_144


@at_most(LARGEST_REQUEST)
@login_required
@require_http_methods(["GET", "POST"])
@never_cache
def evidence(request: AuthenticatedRequest, enrolment: UUID, lesson: UUID, block: UUID) -> HttpResponse:
    """An evidence task: what to do, what was handed in, and the form while it may be added to."""
    own, found = found_for(request, enrolment, lesson)
    task = _task(own, found, block)
    handed_in = evidence_in(own, [str(block)]).get(str(block))
    form = _evidence_form(request, task, handed_in)
    if request.method == "POST" and form.is_valid() and _handed_in(request, own, block, form):
        return redirect("evidence", own.uid, found.uid, block)
    context = {
        "enrolment": own,
        "lesson": found,
        "task": task,
        "evidence": handed_in,
        "work": latest_work_of(handed_in),
        "pieces": pieces_in(handed_in, request.user),
        "gone": gone_from(handed_in),
        "access_levels": Piece.Access.choices,
        "form": form,
        "longest": longest_of(task),
        "most_bytes": MAX_PIECE_BYTES,
    }
    return render(request, "courses/player/evidence.html", context, status=422 if form.errors else 200)


def _task(own: Enrolment, found: Lesson, block: UUID) -> dict[str, Any]:
    tasks = evidence_tasks_in(own.edition, found.uid, found.language)
    for task in tasks:
        if task["uid"] == str(block):
            return task
    raise Http404


def _evidence_form(request: AuthenticatedRequest, task: dict[str, Any], handed_in: Evidence | None) -> EvidenceForm:
    initial = {"text": handed_in.text} if handed_in else {}
    if request.method == "POST":
        return EvidenceForm(request.POST, request.FILES, accepts=task["accepts"])
    return EvidenceForm(accepts=task["accepts"], initial=initial)


def _handed_in(request: AuthenticatedRequest, own: Enrolment, block: UUID, form: EvidenceForm) -> bool:
    """Whether it was stored; a refusal stands in the form instead."""
    text, upload = form.cleaned_data.get("text", ""), form.cleaned_data.get("upload")
    about = About(**form.about())
    try:
        submit_evidence(
            actor=request.user,
            enrolment=own,
            block_uid=block,
            text=text,
            upload=upload,
            about=about,
            at=timezone.now(),
        )
    except AssessmentRefused as refusal:
        form.add_error("upload" if upload and "upload" in form.fields else None, str(refusal))
        return False
    messages.success(request, _("Your evidence was handed in."))
    return True


@at_most(LARGEST_REQUEST)
@require_POST
@never_cache
def evidence_piece(request: AuthenticatedRequest, enrolment: UUID, lesson: UUID, block: UUID) -> JsonResponse:
    """One file sent by a script, as often as the network needs: {"status": "stored"}, or why not.

    401 says that the session ended: the device keeps the file and sends it again after signing in.
    """
    if not request.user.is_authenticated:
        said = _("Your session ended. What you recorded stays on this device: sign in and send it again.")
        return JsonResponse({"status": "signed_out", "errors": [said]}, status=401)
    own, found = found_for(request, enrolment, lesson)
    _task(own, found, block)
    form = PieceForm(request.POST, request.FILES)
    errors = [str(error) for errors in form.errors.values() for error in errors] or _refusals(request, own, block, form)
    if errors:
        return JsonResponse({"status": "refused", "errors": errors}, status=422)
    piece = Piece.objects.filter(uid=form.cleaned_data["uid"]).first() if form.cleaned_data["uid"] else None
    address = reverse("evidence_file", args=[piece.uid]) if piece and piece.file else ""
    return JsonResponse({"status": "stored", "address": address})


def _refusals(request: AuthenticatedRequest, own: Enrolment, block: UUID, form: PieceForm) -> list[str]:
    try:
        submit_evidence(
            actor=request.user,
            enrolment=own,
            block_uid=block,
            text=None,
            upload=form.cleaned_data["upload"],
            about=About(**form.about()),
            at=timezone.now(),
        )
    except AssessmentRefused as refusal:
        return [str(refusal)]
    return []
