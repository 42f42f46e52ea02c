"""Making, changing and closing a group, for the administrators of its institute."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from courses.cohorts.forms import CohortForm
from courses.cohorts.models import Cohort
from courses.cohorts.operations import CohortRefused, change_cohort, close, create_cohort
from courses.cohorts.permissions import cohorts_managed_by
from foundation.requests import AuthenticatedRequest
from institutes.models import Organisation
from institutes.permissions import institutes_administered_by

UNPROCESSABLE = 422


def _managed(request: AuthenticatedRequest, code: str, pk: int) -> Cohort:
    cohorts = cohorts_managed_by(request.user).select_related("organisation__municipality", "edition")
    return get_object_or_404(cohorts, organisation__code=code, pk=pk)


@login_required
@require_http_methods(["GET", "POST"])
def create(request: AuthenticatedRequest, code: str) -> HttpResponse:
    """A new group of the institute."""
    institutes = institutes_administered_by(request.user).select_related("municipality")
    organisation = get_object_or_404(institutes, code=code)
    form = CohortForm(request.POST if request.method == "POST" else None, organisation=organisation)
    if form.is_valid():
        try:
            cohort = create_cohort(
                actor=request.user, organisation=organisation, at=timezone.now(), **form.cleaned_data
            )
        except CohortRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The group is ready. Share its invitation link."))
            return redirect("cohort", code, cohort.pk)
    return _draw(request, form, organisation, None)


@login_required
@require_http_methods(["GET", "POST"])
def change(request: AuthenticatedRequest, code: str, pk: int) -> HttpResponse:
    """Change everything but the course."""
    cohort = _managed(request, code, pk)
    form = CohortForm(
        request.POST if request.method == "POST" else None, instance=cohort, organisation=cohort.organisation
    )
    if form.is_valid():
        try:
            change_cohort(actor=request.user, cohort=cohort, changes=form.cleaned_data, at=timezone.now())
        except CohortRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The changes have been saved."))
            return redirect("cohort", code, cohort.pk)
    return _draw(request, form, cohort.organisation, cohort)


def _draw(
    request: AuthenticatedRequest, form: CohortForm, organisation: Organisation, cohort: Cohort | None
) -> HttpResponse:
    context = {"form": form, "organisation": organisation, "cohort": cohort}
    return render(request, "courses/cohorts/form.html", context, status=UNPROCESSABLE if form.is_bound else 200)


@login_required
@require_POST
def close_enrolment(request: AuthenticatedRequest, code: str, pk: int) -> HttpResponse:
    """Take nobody else in."""
    cohort = _managed(request, code, pk)
    close(actor=request.user, cohort=cohort, at=timezone.now())
    messages.success(request, _("Enrolment in this group is closed."))
    return redirect("cohort", code, cohort.pk)
