"""Groups of an institute, the people in them, and those who wait to get in."""

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from courses.cohorts.models import Cohort
from courses.cohorts.permissions import Rights, cohorts_managed_by, cohorts_seen_by
from courses.cohorts.selectors import cohorts_of
from courses.study.forms import AdmissionForm
from courses.study.models import Enrolment
from courses.study.operations import admit
from courses.study.refusals import StudyRefused
from courses.study.selectors import admissions_to, enrolments_in, progress_overview, waiting_in, with_counts
from foundation.requests import AuthenticatedRequest
from foundation.tables import csv_response
from institutes.permissions import institutes_administered_by, institutes_with_desk_for

COHORTS_PER_PAGE = 20
PEOPLE_PER_PAGE = 25
UNPROCESSABLE = 422


@login_required
@require_safe
def cohorts(request: AuthenticatedRequest, code: str) -> HttpResponse:
    """The groups one may see, newest first."""
    institutes = institutes_with_desk_for(request.user).select_related("municipality")
    organisation = get_object_or_404(institutes, code=code)
    found = with_counts(cohorts_of(organisation, cohorts_seen_by(request.user)))
    context = {
        "organisation": organisation,
        "page_obj": Paginator(found, COHORTS_PER_PAGE).get_page(request.GET.get("page")),
        "manages": institutes_administered_by(request.user).filter(pk=organisation.pk).exists(),
        "today": timezone.localdate(),
    }
    return render(request, "courses/study/cohorts.html", context)


def _seen(request: AuthenticatedRequest, code: str, pk: int) -> Cohort:
    seen = cohorts_seen_by(request.user).select_related("organisation__municipality", "edition__course")
    return get_object_or_404(seen.prefetch_related("facilitators"), organisation__code=code, pk=pk)


@login_required
@require_safe
def cohort(request: AuthenticatedRequest, code: str, pk: int) -> HttpResponse:
    """One group: how it goes, and its people by surname."""
    found = _seen(request, code, pk)
    query, status = request.GET.get("q", "").strip(), request.GET.get("estado", "")
    people = enrolments_in(found, name=query, status=status)
    rights = Rights(request.user, found)
    context = {
        "organisation": found.organisation,
        "cohort": found,
        "is_open": found.is_open(timezone.localdate()),
        "overview": progress_overview(found),
        "page_obj": Paginator(people, PEOPLE_PER_PAGE).get_page(request.GET.get("page")),
        "query": query,
        "status": status,
        "statuses": Enrolment.Status.choices,
        "manages": rights.manages,
        "accompanies": rights.accompanies,
        "in_line": waiting_in(found).count() if found.capacity else 0,
    }
    return render(request, "courses/study/cohort.html", context)


@login_required
@require_safe
def cohort_csv(request: AuthenticatedRequest, code: str, pk: int) -> StreamingHttpResponse:
    """The group's people as a table."""
    found = _seen(request, code, pk)
    header = [_("First surname"), _("Second surname"), _("Given names"), _("E-mail address"), _("State")]
    header += [_("Lessons finished"), _("Lessons"), _("Grade"), _("Enrolled on"), _("Completed on")]
    return csv_response(f"grupo-{found.pk}.csv", header, _rows(found))


def _rows(cohort: Cohort) -> Iterator[list[Any]]:
    for enrolment in enrolments_in(cohort).iterator(chunk_size=500):
        teacher, progress = enrolment.teacher, enrolment.progress
        yield [
            teacher.paternal_surname,
            teacher.maternal_surname,
            teacher.given_names,
            teacher.email,
            enrolment.get_status_display(),
            progress.lessons_finished,
            progress.lessons_total,
            enrolment.grade,
            timezone.localdate(enrolment.enrolled_at).isoformat(),
            timezone.localdate(enrolment.completed_at).isoformat() if enrolment.completed_at else "",
        ]


@login_required
@require_http_methods(["GET", "POST"])
def waiting_list(request: AuthenticatedRequest, code: str, pk: int) -> HttpResponse:
    """Who waits for a place, first come first; and whom the administrator admits without the courses asked for."""
    managed = cohorts_managed_by(request.user).select_related("organisation__municipality", "edition__course")
    found = get_object_or_404(managed, organisation__code=code, pk=pk)
    form = AdmissionForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and _admitted(request, found, form):
        return redirect("waiting_list", code, pk)
    context = {
        "organisation": found.organisation,
        "cohort": found,
        "form": form,
        "page_obj": Paginator(waiting_in(found).select_related("teacher"), PEOPLE_PER_PAGE).get_page(
            request.GET.get("page")
        ),
        "asked": found.prerequisites.select_related("latest"),
        "admissions": admissions_to(found)[:PEOPLE_PER_PAGE],
    }
    return render(request, "courses/study/waiting_list.html", context, status=UNPROCESSABLE if form.is_bound else 200)


def _admitted(request: AuthenticatedRequest, cohort: Cohort, form: AdmissionForm) -> bool:
    """Whether it was done; a refusal stands in the form instead."""
    teacher, reason = form.cleaned_data["email"], form.cleaned_data["reason"]
    try:
        admit(actor=request.user, cohort=cohort, teacher=teacher, reason=reason, at=timezone.now())
    except StudyRefused as refusal:
        form.add_error("reason", str(refusal))
        return False
    messages.success(request, _("%(name)s may join without those courses.") % {"name": teacher})
    return True
