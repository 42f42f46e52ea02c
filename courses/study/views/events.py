"""``POST /api/v1/events`` for devices, and the page of what could not be applied."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import RequestDataTooBig
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from courses.study.batches import MOST_EVENTS, BatchRefused, batch_of
from courses.study.permissions import set_aside_overseen_by
from courses.study.receiving import CURABLE, Answer, apply_set_aside, receive_events
from courses.study.selectors import courses_named_in, reasons_among, set_aside_among, set_aside_of
from courses.study.wording import in_words
from foundation.requests import AuthenticatedRequest
from foundation.throttling import allowed, who_asks
from institutes.permissions import administers_for_the_state

PAGE_SIZE = 25
BATCHES_A_MINUTE = 120


@never_cache
@require_POST
def events(request: HttpRequest) -> JsonResponse:
    """Each event sent gets an answer; docs/events.md tells the formats, and what each status means."""
    if not request.user.is_authenticated:
        return _refused("signed_out", HTTPStatus.UNAUTHORIZED)
    if not allowed(f"events:{who_asks(request)}", limit=BATCHES_A_MINUTE, seconds=60):
        return _refused("too_often", HTTPStatus.TOO_MANY_REQUESTS)
    try:
        batch = batch_of(request.body)
    except RequestDataTooBig:
        return _refused("too_large", HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    except BatchRefused as refusal:
        too_many = refusal.code == "too_many"
        return _refused(refusal.code, HTTPStatus.REQUEST_ENTITY_TOO_LARGE if too_many else HTTPStatus.BAD_REQUEST)
    answers = receive_events(actor=request.user, batch=batch, at=timezone.now())
    return JsonResponse({"events": [_answer(answer) for answer in answers], "most": MOST_EVENTS})


def _answer(answer: Answer) -> dict[str, Any]:
    told = {"id": answer.id, "status": answer.status.value}
    if answer.reason:
        told |= {"reason": answer.reason, "message": in_words(answer.reason, answer.field)}
    return told | ({"field": answer.field} if answer.field else {})


def _refused(code: str, status: HTTPStatus) -> JsonResponse:
    """Nothing of the batch was stored."""
    return JsonResponse({"error": code, "message": in_words(code), "most": MOST_EVENTS}, status=status)


@login_required
@require_GET
def set_aside(request: AuthenticatedRequest) -> HttpResponse:
    """What one's devices sent and could not be applied, why, and what helps."""
    page = Paginator(set_aside_of(request.user), PAGE_SIZE).get_page(request.GET.get("page"))
    rows = [
        (row, course, in_words(row.reason, row.sent.wrong), row.reason in CURABLE)
        for row, course in courses_named_in(request.user, page)
    ]
    context = {"page": page, "rows": rows, "may_help": any(curable for *_row, curable in rows)}
    return render(request, "courses/study/set_aside.html", context)


@login_required
@require_POST
def set_aside_again(request: AuthenticatedRequest) -> HttpResponse:
    """Try once more."""
    stored = apply_set_aside(actor=request.user, at=timezone.now())
    if stored:
        text = ngettext("%(n)d record was applied.", "%(n)d records were applied.", stored) % {"n": stored}
        messages.success(request, text)
    else:
        messages.info(request, _("Nothing could be applied yet; nothing was lost."))
    return redirect("set_aside_events")


@login_required
@require_GET
@never_cache
def records(request: AuthenticatedRequest) -> HttpResponse:
    """Everybody's records that were set aside, by reason and person, for those who run the platform."""
    if not administers_for_the_state(request.user):
        raise Http404
    overseen = set_aside_overseen_by(request.user)
    query, reason = request.GET.get("q", "").strip(), request.GET.get("motivo", "")
    settled = request.GET.get("estado") == "aplicados"
    found = set_aside_among(overseen, reason=reason, name=query, settled=settled)
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "page_obj": page,
        "rows": [(row, row.event.get("kind", ""), in_words(row.reason, row.sent.wrong)) for row in page],
        "reasons": [(code, in_words(code), number) for code, number in reasons_among(overseen)],
        "query": query,
        "reason": reason,
        "settled": settled,
    }
    return render(request, "courses/study/records.html", context)
