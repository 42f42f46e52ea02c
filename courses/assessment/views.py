"""The desk's queue of evidence, its review, the private download of what was handed in; extra time, and regrading."""

from pathlib import Path
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cms.pages.models import CoursePage
from cms.pages.permissions import course_pages_editable_by, course_pages_publishable_by
from courses.assessment.forms import ExtraTimeForm, RegradingForm, ReviewForm
from courses.assessment.models import Evidence
from courses.assessment.operations import AssessmentRefused, give_extra_time, review_evidence, start_regrading
from courses.assessment.permissions import enrolments_with_extra_time_by, pieces_readable_by
from courses.assessment.selectors import (
    evidence_queue,
    gone_from,
    kept_from,
    pieces_in,
    regrading_preview,
    regradings_by,
    task_of,
)
from courses.editions.models import Course, Edition
from foundation.media import ranged
from foundation.models import Job
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
    pieces = pieces_in(evidence, request.user)
    context = {
        "organisation": organisation,
        "evidence": evidence,
        "pieces": pieces,
        "kept_back": kept_from(evidence, pieces),
        "gone": gone_from(evidence),
        "form": form,
        "task": task_of(evidence),
    }
    return render(request, "courses/assessment/review.html", context, status=422 if form.errors else 200)


def _review(request: AuthenticatedRequest, evidence: Evidence, form: ReviewForm) -> None:
    accept = "accept" in request.POST
    remark = form.cleaned_data["remark"]
    review_evidence(actor=request.user, evidence=evidence, accept=accept, remark=remark, at=timezone.now())
    messages.success(request, _("Evidence accepted.") if accept else _("Evidence returned with your remark."))


@login_required
@require_POST
def extra_time(request: AuthenticatedRequest, code: str, pk: int, enrolment: UUID) -> HttpResponse:
    """How much longer one person may answer in timed lessons; the form stands on the person's page."""
    people = enrolments_with_extra_time_by(request.user)
    found = get_object_or_404(people, uid=enrolment, cohort=pk, cohort__organisation__code=code)
    form = ExtraTimeForm(request.POST)
    if form.is_valid():
        give_extra_time(actor=request.user, enrolment=found, percent=form.cleaned_data["percent"], at=timezone.now())
        messages.success(request, _("The time for timed lessons was changed."))
    else:
        messages.error(request, " ".join(map(str, form.errors["percent"])))
    return redirect("person", code, pk, enrolment)


@login_required
@require_http_methods(["GET", "POST"])
def course_regrading(request: AuthenticatedRequest, course_id: int) -> HttpResponse:
    """What the key of the latest edition would change in what was answered before it, and marking it again."""
    page = get_object_or_404(course_pages_editable_by(request.user), pk=course_id)
    course = get_object_or_404(Course.objects.select_related("latest"), pk=page.translation_key, latest__isnull=False)
    may_start = course_pages_publishable_by(request.user).filter(pk=page.pk).exists()
    form = RegradingForm(request.POST or None)
    if request.method == "POST":
        if not may_start:
            raise Http404
        if form.is_valid() and (job := _regrading(request, page, course.latest, form)):
            return redirect("job", job.pk)
    context = {
        "page": page,
        "edition": course.latest,
        "preview": regrading_preview(course.latest, request.user),
        "regradings": regradings_by(course.latest),
        "may_start": may_start,
        "form": form,
    }
    return render(request, "courses/assessment/regrading.html", context, status=422 if form.errors else 200)


def _regrading(request: AuthenticatedRequest, page: CoursePage, edition: Edition, form: RegradingForm) -> Job | None:
    try:
        return start_regrading(actor=request.user, page=page, edition=edition, reason=form.cleaned_data["reason"])
    except AssessmentRefused as refusal:
        form.add_error("reason", str(refusal))
        return None


@require_GET
@never_cache
def file(request: HttpRequest, uid: UUID) -> HttpResponseBase:
    """One piece, to whoever may open it; never from an address of the media folder."""
    piece = get_object_or_404(pieces_readable_by(request.user), uid=uid)
    response = ranged(request, Path(piece.file.path), piece.media_type)
    response["Accept-Ranges"] = "bytes"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Content-Disposition"] = (
        content_disposition_header(piece.media_type not in INLINE, piece.file_name) or "inline"
    )
    return response
