"""Making, changing and closing a group, for the administrators of its institute."""

import segno
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from courses.cohorts.forms import CohortForm, LinkForm
from courses.cohorts.models import Cohort, InvitationLink
from courses.cohorts.operations import CohortRefused, change_cohort, close, create_cohort, make_link, revoke_link
from courses.cohorts.permissions import cohorts_managed_by
from courses.cohorts.selectors import links_of
from foundation.requests import AuthenticatedRequest
from institutes.models import Organisation
from institutes.permissions import institutes_administered_by

UNPROCESSABLE = 422
LINKS_PER_PAGE = 20


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


@login_required
@require_http_methods(["GET", "POST"])
def links(request: AuthenticatedRequest, code: str, pk: int) -> HttpResponse:
    """The invitation links of a group, and the form for one more."""
    cohort = _managed(request, code, pk)
    form = LinkForm(request.POST if request.method == "POST" else None, initial={"valid_until": cohort.closes_on})
    if form.is_valid():
        try:
            made = make_link(actor=request.user, cohort=cohort, at=timezone.now(), **form.cleaned_data)
        except CohortRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The link is ready to be shared."))
            return redirect("cohort_link", code, cohort.pk, made.pk)
    page = Paginator(links_of(cohort), LINKS_PER_PAGE).get_page(request.GET.get("page"))
    rows = [(link, link.why_not(timezone.localdate())) for link in page]
    context = {"organisation": cohort.organisation, "cohort": cohort, "form": form, "page_obj": page, "rows": rows}
    return render(request, "courses/cohorts/links.html", context, status=UNPROCESSABLE if form.is_bound else 200)


def _link(request: AuthenticatedRequest, code: str, pk: int, link: int) -> InvitationLink:
    return get_object_or_404(links_of(_managed(request, code, pk)).select_related("cohort"), pk=link)


@login_required
@require_safe
def link(request: AuthenticatedRequest, code: str, pk: int, link: int) -> HttpResponse:
    """One link, to be copied, or shown to a room as a QR code."""
    cohort = _managed(request, code, pk)
    found = get_object_or_404(links_of(cohort), pk=link)
    address = request.build_absolute_uri(reverse("invitation", args=[found.token]))
    context = {
        "organisation": cohort.organisation,
        "cohort": cohort,
        "link": found,
        "why_not": found.why_not(timezone.localdate()),
        "address": address,
        "qr": segno.make(address, error="m", micro=False).svg_data_uri(scale=8, border=2),
    }
    return render(request, "courses/cohorts/link.html", context)


@login_required
@require_POST
def revoke(request: AuthenticatedRequest, code: str, pk: int, link: int) -> HttpResponse:
    """Let nobody else in by a link."""
    revoke_link(actor=request.user, link=_link(request, code, pk, link), at=timezone.now())
    messages.success(request, _("The link lets nobody else in. Whoever came by it stays."))
    return redirect("cohort_links", code, pk)
