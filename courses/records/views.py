"""One's own record of studies: on a page, as a table, on paper."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from courses.records.rendering import record_pdf
from courses.records.selectors import Record
from courses.records.tables import header, rows
from foundation.requests import AuthenticatedRequest
from foundation.tables import csv_response


@login_required
@require_safe
@never_cache
def record(request: AuthenticatedRequest) -> HttpResponse:
    """Hours, skills against the frameworks, and every course one studied."""
    return render(request, "courses/records/record.html", {"record": Record(request.user)})


@login_required
@require_safe
@never_cache
def record_csv(request: AuthenticatedRequest) -> HttpResponseBase:
    """Every course, one to a row."""
    return csv_response("historial.csv", header(), rows(Record(request.user)))


@login_required
@require_safe
@never_cache
def record_as_pdf(request: AuthenticatedRequest) -> HttpResponse:
    """What was completed, to be printed; it says that it is no certificate."""
    response = HttpResponse(record_pdf(Record(request.user)), content_type="application/pdf")
    response["Content-Disposition"] = 'attachment; filename="historial.pdf"'
    return response
