"""The private download of what was handed in; and extra time."""

from pathlib import Path
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from courses.assessment.forms import ExtraTimeForm
from courses.assessment.operations import give_extra_time
from courses.assessment.permissions import enrolments_with_extra_time_by, pieces_readable_by
from foundation.media import ranged
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
