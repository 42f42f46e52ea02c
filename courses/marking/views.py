"""The queue of what waits for a person, one work with its rubric, a group's agreement, and one's own marks."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from courses.assessment.selectors import gone_from
from courses.cohorts.models import Cohort
from courses.cohorts.permissions import cohorts_accompanied_by, cohorts_seen_by
from courses.marking.forms import AppealForm, MarkForm
from courses.marking.models import Work
from courses.marking.operations import MarkingRefused, Said, appeal, mark_work, return_work
from courses.marking.permissions import works_for_markers, works_markable_by, works_of, works_readable_by
from courses.marking.selectors import (
    DONE,
    FILTERS,
    TO_MARK,
    agreement_in,
    appeal_until,
    pieces_of_work,
    queue,
    shown_marks,
    subject_of,
    versions_of,
    with_texts,
)
from foundation.requests import AuthenticatedRequest
from institutes.models import Organisation
from institutes.permissions import institutes_with_desk_for

PAGE_SIZE = 25
UNPROCESSABLE = 422


def _organisation(request: AuthenticatedRequest, code: str) -> Organisation:
    return get_object_or_404(institutes_with_desk_for(request.user), code=code)


def _wanted(request: AuthenticatedRequest) -> str:
    chosen = request.GET.get("estado", TO_MARK)
    return chosen if chosen in FILTERS else TO_MARK


def _listed(request: AuthenticatedRequest, organisation: Organisation, cohort: Cohort | None) -> dict[str, Any]:
    """One filter of the queue, a page of it, and how much waits in the others."""
    wanted = _wanted(request)
    labels = {
        TO_MARK: _("To mark"),
        "segunda": _("Second marks"),
        "revisiones": _("Appeals"),
        DONE: _("Already marked"),
    }
    found = {name: queue(request.user, organisation, wanted=name, cohort=cohort) for name in FILTERS}
    page = Paginator(found[wanted], PAGE_SIZE).get_page(request.GET.get("page"))
    return {
        "organisation": organisation,
        "cohort": cohort,
        "wanted": wanted,
        "filters": [(name, labels[name], None if name == DONE else found[name].count()) for name in FILTERS],
        "page": page,
        "rows": [(work, subject_of(work)) for work in page],
    }


@login_required
@require_safe
def institute_queue(request: AuthenticatedRequest, code: str) -> HttpResponse:
    """What waits at an institute, longest first."""
    context = _listed(request, _organisation(request, code), None)
    return render(request, "courses/marking/queue.html", context)


@login_required
@require_safe
def group_queue(request: AuthenticatedRequest, code: str, pk: int) -> HttpResponse:
    """The same for one group, and how far those who mark it agree."""
    seen = cohorts_accompanied_by(request.user) & cohorts_seen_by(request.user)
    seen = seen.select_related("organisation__municipality", "edition__course")
    cohort = get_object_or_404(seen, organisation__code=code, pk=pk)
    criteria, scores = agreement_in(cohort)
    context = _listed(request, cohort.organisation, cohort) | {"criteria": criteria, "scores": scores}
    return render(request, "courses/marking/group.html", context)


@login_required
@require_http_methods(["GET", "POST"])
@never_cache
def work(request: AuthenticatedRequest, code: str, uid: UUID) -> HttpResponse:
    """One work beside its rubric; whoever may only read it sees no form."""
    organisation = _organisation(request, code)
    allowed = works_for_markers(request.user) if request.method == "POST" else works_readable_by(request.user)
    readable = with_texts(allowed).select_related("appeal")
    found = get_object_or_404(readable, enrolment__institute=organisation, uid=uid)
    markable = works_markable_by(request.user).filter(pk=found.pk).exists()
    subject = subject_of(found)
    form = MarkForm(request.POST if request.method == "POST" else None, subject=subject, seen=found.handed_in_at)
    if request.method == "POST" and form.is_valid() and _saved(request, found, form):
        return redirect(_next(request, organisation))
    return render(
        request,
        "courses/marking/work.html",
        _context(request, organisation, found) | {"form": form, "subject": subject, "markable": markable},
        status=UNPROCESSABLE if form.errors else 200,
    )


def _context(request: AuthenticatedRequest, organisation: Organisation, found: Work) -> dict[str, Any]:
    pieces, kept_back = pieces_of_work(found, request.user)
    return {
        "organisation": organisation,
        "work": found,
        "pieces": pieces,
        "kept_back": kept_back,
        "gone": None if found.is_answer else gone_from(found.evidence),
        "marks": shown_marks(found, request.user),
        "former": [(one, subject_of(one)) for one in versions_of(found)],
        "back": _query(request),
    }


def _query(request: AuthenticatedRequest) -> str:
    """The filter and the group out of which somebody came."""
    kept = {name: request.GET[name] for name in ("estado", "grupo") if name in request.GET}
    return f"?{urlencode(kept)}" if kept else ""


def _saved(request: AuthenticatedRequest, found: Work, form: MarkForm) -> bool:
    """Whether it was stored; a refusal stands in the form instead."""
    said = Said(form.levels, form.cleaned_data.get("points"), form.cleaned_data["comment"], form.cleaned_data["seen"])
    operation = return_work if "return" in request.POST else mark_work
    try:
        operation(actor=request.user, work=found, said=said, at=timezone.now())
    except MarkingRefused as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, _("Returned with your remark.") if "return" in request.POST else _("Your mark is saved."))
    return True


def _next(request: AuthenticatedRequest, organisation: Organisation) -> str:
    """The next work of the same filter and group, else their list."""
    number = request.GET.get("grupo", "")
    cohort = Cohort.objects.filter(organisation=organisation, pk=number).first() if number.isdecimal() else None
    if "stay" not in request.POST:
        following = queue(request.user, organisation, wanted=_wanted(request), cohort=cohort).first()
        if following is not None and _wanted(request) != DONE:
            return reverse("marking_work", args=[organisation.code, following.uid]) + _query(request)
    if cohort is not None:
        return reverse("marking_group", args=[organisation.code, cohort.pk])
    return reverse("marking_queue", args=[organisation.code])


@login_required
@require_http_methods(["GET", "POST"])
@never_cache
def own(request: AuthenticatedRequest, uid: UUID) -> HttpResponse:
    """What was said of one's own work, version by version; and the way to ask for another look."""
    found = get_object_or_404(with_texts(works_of(request.user)).select_related("appeal"), uid=uid)
    form = AppealForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and _appealed(request, found, form):
        return redirect("own_mark", found.uid)
    context = {
        "work": found,
        "subject": subject_of(found),
        "marks": list(found.marks.all()) if found.is_marked or found.state == Work.State.RETURNED else [],
        "former": [(one, subject_of(one)) for one in versions_of(found)],
        "appeal_until": appeal_until(found),
        "now": timezone.now(),
        "form": form,
    }
    return render(request, "courses/marking/own.html", context, status=UNPROCESSABLE if form.errors else 200)


def _appealed(request: AuthenticatedRequest, found: Work, form: AppealForm) -> bool:
    try:
        appeal(actor=request.user, work=found, reason=form.cleaned_data["reason"], at=timezone.now())
    except MarkingRefused as refusal:
        form.add_error("reason", str(refusal))
        return False
    messages.success(request, _("Another person will look at it. What you earned stays, whatever they decide."))
    return True
