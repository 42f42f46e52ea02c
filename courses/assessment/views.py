"""The desk's queue of evidence, its review, and the private download of what was handed in."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from courses.assessment.forms import ReviewForm
from courses.assessment.models import Evidence
from courses.assessment.operations import AssessmentRefused, review_evidence
from courses.assessment.permissions import evidence_readable_by
from courses.assessment.selectors import evidence_queue, evidence_tasks_in
from foundation.requests import AuthenticatedRequest
from institutes.models import Organisation
from institutes.permissions import institutes_with_desk_for

PAGE_SIZE = 25
# Shown in the browser; whatever else is downloaded.
INLINE = {"image/jpeg", "image/png", "image/webp", "audio/mpeg", "audio/ogg", "audio/wav", "audio/mp4", "audio/webm"}


def _organisation(request: AuthenticatedRequest, code: str) -> Organisation:
    return get_object_or_404(institutes_with_desk_for(request.user), code=code)


@login_required
@require_GET
def queue(request: AuthenticatedRequest, code: str) -> HttpResponse:
    """What waits for review, longest first; the other states by tab."""
    organisation = _organisation(request, code)
    chosen = request.GET.get("estado", Evidence.Status.SUBMITTED)
    status = chosen if chosen in Evidence.Status.values else Evidence.Status.SUBMITTED
    found = evidence_queue(request.user, organisation, status=status)
    context = {
        "organisation": organisation,
        "status": status,
        "statuses": Evidence.Status.choices,
        "page": Paginator(found, PAGE_SIZE).get_page(request.GET.get("page")),
    }
    return render(request, "courses/assessment/queue.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def review(request: AuthenticatedRequest, code: str, uid: UUID) -> HttpResponse:
    """One piece of evidence beside its task and criteria; accept it or return it with a remark."""
    organisation = _organisation(request, code)
    evidence = get_object_or_404(evidence_queue(request.user, organisation), uid=uid)
    form = ReviewForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            _review(request, evidence, form)
        except AssessmentRefused as refusal:
            form.add_error("remark", str(refusal))
        else:
            return redirect("evidence_queue", organisation.code)
    context = {"organisation": organisation, "evidence": evidence, "form": form, "task": _task_of(evidence)}
    return render(request, "courses/assessment/review.html", context, status=422 if form.errors else 200)


def _review(request: AuthenticatedRequest, evidence: Evidence, form: ReviewForm) -> None:
    accept = "accept" in request.POST
    remark = form.cleaned_data["remark"]
    review_evidence(actor=request.user, evidence=evidence, accept=accept, remark=remark, at=timezone.now())
    messages.success(request, _("Evidence accepted.") if accept else _("Evidence returned with your remark."))


def _task_of(evidence: Evidence) -> dict[str, Any] | None:
    edition = evidence.enrolment.edition
    tasks = evidence_tasks_in(edition, evidence.lesson_uid, edition.source_language)
    return next((task for task in tasks if task["uid"] == str(evidence.block_uid)), None)


@login_required
@require_GET
@never_cache
def file(request: AuthenticatedRequest, uid: UUID) -> FileResponse:
    """The file, to its teacher and to whoever reviews it; never from a public address."""
    evidence = get_object_or_404(evidence_readable_by(request.user), uid=uid)
    if not evidence.file:
        raise Http404
    response = FileResponse(
        evidence.file.open("rb"),
        content_type=evidence.media_type,
        as_attachment=evidence.media_type not in INLINE,
        filename=evidence.file_name,
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
