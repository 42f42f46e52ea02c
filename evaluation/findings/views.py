"""The evaluators' pages: live counts, data cuts and what they show."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from evaluation.findings.forms import DataCutForm
from evaluation.findings.models import DataCut
from evaluation.findings.operations import FindingsRefused, start_computing, take_data_cut
from evaluation.findings.rendering import cut_csv_of, result_rows
from evaluation.findings.selectors import findings_table, live_counts, total_of
from evaluation.pilots.models import Pilot
from evaluation.pilots.permissions import pilots_evaluated_by
from foundation.requests import AuthenticatedRequest
from institutes.permissions import evaluates_for_the_state


def _pilot(request: AuthenticatedRequest, slug: str) -> Pilot:
    return get_object_or_404(pilots_evaluated_by(request.user).select_related("edition"), slug=slug)


def _cut(request: AuthenticatedRequest, slug: str, number: int) -> DataCut:
    cuts = DataCut.objects.filter(pilot__in=pilots_evaluated_by(request.user))
    return get_object_or_404(cuts.select_related("pilot__edition"), pilot__slug=slug, number=number)


@login_required
@never_cache
@require_safe
def home(request: AuthenticatedRequest) -> HttpResponse:
    if not evaluates_for_the_state(request.user):
        raise Http404
    pilots = pilots_evaluated_by(request.user).select_related("edition")
    cards = [
        {"pilot": pilot, "sites": len(counts), "total": total_of(counts)}
        for pilot in pilots
        if (counts := live_counts(pilot))
    ]
    return render(request, "evaluation/findings/home.html", {"cards": cards})


@login_required
@never_cache
@require_safe
def pilot_detail(request: AuthenticatedRequest, pilot: str) -> HttpResponse:
    return render(request, "evaluation/findings/pilot.html", _pilot_context(request, _pilot(request, pilot)))


def _pilot_context(request: AuthenticatedRequest, pilot: Pilot) -> dict[str, object]:
    counts = live_counts(pilot)
    return {
        "pilot": pilot,
        "counts": counts,
        "total": total_of(counts),
        "occasions": pilot.occasions.select_related("instrument"),
        "cuts": pilot.data_cuts.defer("inputs", "charts"),
        "form": DataCutForm(),
    }


@login_required
@never_cache
@require_safe
def pilot_counts(request: AuthenticatedRequest, pilot: str) -> HttpResponse:
    """The table of live counts alone, for the page to refresh itself."""
    counts = live_counts(_pilot(request, pilot))
    return render(request, "evaluation/findings/_counts.html", {"counts": counts, "total": total_of(counts)})


@login_required
@require_http_methods(["POST"])
def cut_take(request: AuthenticatedRequest, pilot: str) -> HttpResponse:
    found = _pilot(request, pilot)
    form = DataCutForm(request.POST)
    if not form.is_valid():
        context = {**_pilot_context(request, found), "form": form}
        return render(request, "evaluation/findings/pilot.html", context, status=400)
    try:
        cut = take_data_cut(actor=request.user, pilot=found, label=form.cleaned_data["label"], at=timezone.now())
    except FindingsRefused as refusal:
        messages.error(request, str(refusal))
        return redirect("evaluation_pilot", found.slug)
    return redirect("job", start_computing(actor=request.user, data_cut=cut).pk)


@login_required
@require_safe
def cut_detail(request: AuthenticatedRequest, pilot: str, number: int) -> HttpResponse:
    cut = _cut(request, pilot, number)
    rows = result_rows(findings_table(cut)) if cut.is_computed else []
    context = {
        "pilot": cut.pilot,
        "cut": cut,
        "rows": rows,
        "total": rows[-1] if rows else None,
    }
    return render(request, "evaluation/findings/cut.html", context)


@login_required
@require_safe
def cut_csv(request: AuthenticatedRequest, pilot: str, number: int) -> HttpResponse:
    """All figures of the cut, for evaluators: not fit for publication, and the file's name says so."""
    cut = _cut(request, pilot, number)
    name = f"interno-{cut.pilot.slug}-corte-{cut.number}.csv"
    text = cut_csv_of(result_rows(findings_table(cut)))
    return HttpResponse(
        text, content_type="text/csv; charset=utf-8", headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )
