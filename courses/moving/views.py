"""The preview of a move with the choice, the way back, and a group's page."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from courses.cohorts.models import Cohort
from courses.cohorts.permissions import cohorts_accompanied_by
from courses.editions.models import Edition
from courses.editions.selectors import newer_than
from courses.moving.forms import GroupForm, MoveForm
from courses.moving.operations import move_to_edition, offer_to_group, start_moving, take_back
from courses.moving.refusals import MovingRefused
from courses.moving.selectors import BACK_DAYS, counted_by_edition, people_behind, preview_of, standings_of
from courses.study.models import Enrolment
from courses.study.permissions import enrolments_of
from foundation.models import Job
from foundation.requests import AuthenticatedRequest, uuids_in
from languages.preferences import content_language

PER_PAGE = 50
UNPROCESSABLE = 422


def _own(request: AuthenticatedRequest, uid: UUID) -> Enrolment:
    own = enrolments_of(request.user).exclude(status=Enrolment.Status.WITHDRAWN)
    return get_object_or_404(own.select_related("edition", "course", "progress"), uid=uid)


@login_required
@require_http_methods(["GET", "POST"])
@never_cache
def move(request: AuthenticatedRequest, enrolment: UUID) -> HttpResponse:
    """What carries over to the newest edition, what is new, and the choice; nothing to choose leads to the summary."""
    own = _own(request, enrolment)
    preview = preview_of(own, content_language())
    if preview is None:
        return redirect("study_summary", own.uid)
    form = MoveForm(request.POST if request.method == "POST" else None, initial={"edition": preview.edition.number})
    if form.is_valid() and _moved(request, own, form):
        return redirect("study_summary", own.uid)
    context = {"enrolment": own, "preview": preview, "form": form, "days": BACK_DAYS}
    return render(request, "courses/moving/move.html", context, status=UNPROCESSABLE if form.errors else 200)


def _moved(request: AuthenticatedRequest, own: Enrolment, form: MoveForm) -> bool:
    """Whether it was done; a refusal stands in the form instead."""
    edition = get_object_or_404(Edition, course=own.course_id, number=form.cleaned_data["edition"])
    try:
        move_to_edition(actor=request.user, enrolment=own, edition=edition, at=timezone.now())
    except MovingRefused as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, _("You go on in edition %(n)d.") % {"n": edition.number})
    return True


@login_required
@require_POST
def back(request: AuthenticatedRequest, enrolment: UUID) -> HttpResponse:
    """Take the last move back."""
    own = _own(request, enrolment)
    try:
        taken_back = take_back(actor=request.user, enrolment=own, at=timezone.now())
    except MovingRefused as refusal:
        messages.error(request, str(refusal))
    else:
        number = taken_back.to_edition.number
        messages.success(request, _("You are back in edition %(n)d, as you left it.") % {"n": number})
    return redirect("study_summary", own.uid)


@login_required
@require_http_methods(["GET", "POST"])
@never_cache
def group(request: AuthenticatedRequest, code: str, pk: int) -> HttpResponse:
    """Which editions the people of a group study; what the newest means for each, to offer it or to take them along."""
    accompanied = cohorts_accompanied_by(request.user).select_related("organisation__municipality", "edition__course")
    cohort = get_object_or_404(accompanied, organisation__code=code, pk=pk)
    newer = newer_than(cohort.edition)
    newest = newer.latest if newer else cohort.edition
    form = GroupForm(request.POST if request.method == "POST" else None, initial={"edition": newest.number})
    if form.is_valid() and (done := _done(request, cohort, form)):
        return done
    people = people_behind(cohort, newest).exclude(teacher=request.user)
    page = Paginator(people, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "organisation": cohort.organisation,
        "cohort": cohort,
        "newer": newer,
        "counts": counted_by_edition(cohort),
        "page_obj": page,
        "standings": standings_of(list(page), newest),
        "all_ticked": "todas" in request.GET,
        "chosen": set(request.POST.getlist("person")),
        "form": form,
        "days": BACK_DAYS,
    }
    return render(request, "courses/moving/group.html", context, status=UNPROCESSABLE if form.errors else 200)


def _done(request: AuthenticatedRequest, cohort: Cohort, form: GroupForm) -> HttpResponse | None:
    """The answer when it was done; a refusal stands in the form instead."""
    edition = get_object_or_404(Edition, course=cohort.edition.course_id, number=form.cleaned_data["edition"])
    people = uuids_in(request.POST.getlist("person"))
    try:
        if "move" in request.POST:
            return redirect("job", _started(request, cohort, edition, people, form.cleaned_data["note"]).pk)
        told = offer_to_group(actor=request.user, cohort=cohort, edition=edition, people=people, at=timezone.now())
    except MovingRefused as refusal:
        form.add_error(None, str(refusal))
        return None
    text = ngettext("It was offered to %(n)d person.", "It was offered to %(n)d people.", told)
    messages.success(request, text % {"n": told})
    return redirect("cohort_edition", cohort.organisation.code, cohort.pk)


def _started(request: AuthenticatedRequest, cohort: Cohort, edition: Edition, people: list[UUID], note: str) -> Job:
    return start_moving(actor=request.user, cohort=cohort, edition=edition, people=people, note=note)
