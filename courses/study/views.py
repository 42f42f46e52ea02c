"""Groups of an institute with the people in them, and the invitation by which one joins."""

from collections.abc import Iterator
from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from courses.cohorts.models import Cohort
from courses.cohorts.permissions import cohorts_managed_by, cohorts_seen_by
from courses.cohorts.selectors import cohorts_of
from courses.study.models import Enrolment
from courses.study.operations import StudyRefused, enrol
from courses.study.selectors import enrolment_for, enrolments_in, progress_overview, with_counts
from foundation.requests import AuthenticatedRequest
from foundation.tables import csv_response
from institutes.permissions import institutes_administered_by, institutes_with_desk_for

COHORTS_PER_PAGE = 20
PEOPLE_PER_PAGE = 25


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
    context = {
        "organisation": found.organisation,
        "cohort": found,
        "is_open": found.is_open(timezone.localdate()),
        "overview": progress_overview(found),
        "page_obj": Paginator(people, PEOPLE_PER_PAGE).get_page(request.GET.get("page")),
        "query": query,
        "status": status,
        "statuses": Enrolment.Status.choices,
        "manages": cohorts_managed_by(request.user).filter(pk=found.pk).exists(),
        "link": request.build_absolute_uri(_link(found)),
    }
    return render(request, "courses/study/cohort.html", context)


def _link(cohort: Cohort) -> str:
    return reverse("invitation", args=[cohort.invitation])


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


@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest, invitation: str) -> HttpResponse:
    """Which group one is invited to; joining it takes an account."""
    cohorts = Cohort.objects.select_related("organisation", "edition__course")
    found = get_object_or_404(cohorts, invitation=invitation)
    if request.method == "POST":
        return _join(cast(AuthenticatedRequest, request), found)  # its login_required lets nobody else in
    return _draw_invitation(request, found)


@login_required
def _join(request: AuthenticatedRequest, cohort: Cohort) -> HttpResponse:
    try:
        enrolment = enrol(teacher=request.user, edition=cohort.edition, cohort=cohort, at=timezone.now())
    except StudyRefused as refusal:
        return _draw_invitation(request, cohort, str(refusal), status=409)
    messages.success(request, _("You are enrolled. This is your first lesson."))
    return redirect("study_resume", enrolment.uid)


def _draw_invitation(request: HttpRequest, cohort: Cohort, refusal: str = "", status: int = 200) -> HttpResponse:
    user = request.user
    context = {
        "cohort": cohort,
        "is_open": cohort.is_open(timezone.localdate()),
        "enrolment": enrolment_for(user, cohort.edition.course) if user.is_authenticated else None,
        "refusal": refusal,
    }
    return render(request, "courses/study/invitation.html", context, status=status)
