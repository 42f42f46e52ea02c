"""One person of a group, as those who accompany the group see them."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from courses.cohorts.permissions import Rights
from courses.study.forms import ExtensionForm
from courses.study.models import Enrolment
from courses.study.operations import extend
from courses.study.permissions import enrolments_accompanied_by
from courses.study.refusals import StudyRefused
from courses.study.selectors import extensions_of, last_day_of
from foundation.requests import AuthenticatedRequest

UNPROCESSABLE = 422


@login_required
@require_http_methods(["GET", "POST"])
def person(request: AuthenticatedRequest, code: str, pk: int, enrolment: UUID) -> HttpResponse:
    """How far they are, until when they may work (and the form for more time), and what upper rooms know."""
    people = enrolments_accompanied_by(request.user).select_related(
        "teacher", "progress", "edition", "cohort__edition", "cohort__organisation__municipality"
    )
    found = get_object_or_404(people, uid=enrolment, cohort=pk, cohort__organisation__code=code)
    assert found.cohort is not None  # noqa: S101 (its query asks for it)
    form = ExtensionForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and _extended(request, found, form):
        return redirect("person", code, pk, enrolment)
    context = {
        "organisation": found.cohort.organisation,
        "cohort": found.cohort,
        "enrolment": found,
        "rights": Rights(request.user, found.cohort),
        "last_day": last_day_of(found),
        "extensions": extensions_of(found),
        "form": form,
    }
    return render(request, "courses/study/person.html", context, status=UNPROCESSABLE if form.is_bound else 200)


def _extended(request: AuthenticatedRequest, enrolment: Enrolment, form: ExtensionForm) -> bool:
    """Whether it was done; a refusal stands in the form instead."""
    try:
        extend(actor=request.user, enrolment=enrolment, at=timezone.now(), **form.cleaned_data)
    except StudyRefused as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, _("More time was given, and the teacher gets a letter."))
    return True
