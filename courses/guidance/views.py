"""Who is stuck and why, and writing to them."""

from collections import Counter

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from courses.cohorts.permissions import cohorts_accompanied_by
from courses.guidance.selectors import followed_in
from courses.guidance.standing import Reason
from courses.guidance.words import LABELS, in_words
from foundation.requests import AuthenticatedRequest

PER_PAGE = 50


@login_required
@require_safe
def follow_up(request: AuthenticatedRequest, code: str, pk: int) -> HttpResponse:
    """Everybody who is still studying, the most urgent first; whoever is ticked can be written to."""
    cohorts = cohorts_accompanied_by(request.user).select_related("organisation__municipality", "edition")
    cohort = get_object_or_404(cohorts, organisation__code=code, pk=pk)
    query, wanted = request.GET.get("q", "").strip(), request.GET.get("motivo", "")
    people = followed_in(cohort, at=timezone.now(), name=query)
    counted = Counter(reason for person in people for reason in person.reasons)
    chosen = [person for person in people if _is_wanted(person.reasons, wanted)]
    page = Paginator(chosen, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "organisation": cohort.organisation,
        "cohort": cohort,
        "page_obj": page,
        "people": [in_words(person) for person in page],
        "studying": len(people),
        "stuck": sum(bool(person.reasons) for person in people),
        "choices": [(reason.value, LABELS[reason], counted[reason]) for reason in Reason if counted[reason]],
        "query": query,
        "wanted": wanted,
        "all_ticked": "todas" in request.GET,
    }
    return render(request, "courses/guidance/follow_up.html", context)


def _is_wanted(found: tuple[Reason, ...], wanted: str) -> bool:
    """By reason; without a filter those who are stuck, with "todas" everybody."""
    if wanted == "todas":
        return True
    return any(reason.value == wanted for reason in found) if wanted else bool(found)
