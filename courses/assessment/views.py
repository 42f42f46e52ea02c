"""The private download of what was handed in; extra time; marking again with a corrected key."""

from pathlib import Path
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
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
from courses.assessment.forms import ExtraTimeForm, RegradingForm
from courses.assessment.operations import AssessmentRefused, give_extra_time, start_preview, start_regrading
from courses.assessment.permissions import enrolments_with_extra_time_by, pieces_readable_by
from courses.assessment.selectors import regrading_preview, regradings_by
from courses.editions.models import Course, Edition
from foundation.media import ranged
from foundation.models import Job
from foundation.requests import AuthenticatedRequest

# Shown in the browser; whatever else is downloaded.
INLINE = {"image/jpeg", "image/png", "image/webp", "audio/mpeg", "audio/ogg", "audio/wav", "audio/mp4", "audio/webm"}


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
    edition = _latest(page)
    may_start = course_pages_publishable_by(request.user).filter(pk=page.pk).exists()
    if "preview" in request.POST:
        return redirect("job", start_preview(actor=request.user, page=page, edition=edition).pk)
    form = RegradingForm(request.POST or None)
    if request.method == "POST":
        if not may_start:
            raise Http404
        if form.is_valid() and (job := _regrading(request, page, edition, form)):
            return redirect("job", job.pk)
    context = {
        "page": page,
        "edition": edition,
        "preview": regrading_preview(edition, request.user),
        "regradings": regradings_by(edition),
        "may_start": may_start,
        "form": form,
    }
    return render(request, "courses/assessment/regrading.html", context, status=422 if form.errors else 200)


def _latest(page: CoursePage) -> Edition:
    course = Course.objects.select_related("latest").filter(pk=page.translation_key).first()
    if course is None or course.latest is None:
        raise Http404
    return course.latest


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
