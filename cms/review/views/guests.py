"""What a person without an account sees through their link: the course, and once, the answer."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from cms.review.doors import for_guests, state_of
from cms.review.forms import DecisionForm
from cms.review.models import ReviewRequest
from cms.review.operations import ReviewRefused, decide_as_guest


@for_guests
@require_safe
def guest_review(request: HttpRequest, asked: ReviewRequest, token: str) -> HttpResponse:
    """Looking changes nothing, however often somebody (or a mail scanner) opens the link."""
    return _page(request, asked, token, DecisionForm(request=asked))


def _page(
    request: HttpRequest, asked: ReviewRequest, token: str, form: DecisionForm, refusal: str = ""
) -> HttpResponse:
    context: dict[str, Any] = {
        "asked": asked, "course": asked.round.course, "token": token, "form": form, "refusal": refusal,
        "state": state_of(asked),
    }  # fmt: skip
    if context["state"] == "open":
        context["draft"] = asked.round.course.get_latest_revision_as_object()
    return render(request, "cms/review/guest/course.html", context, status=422 if refusal or form.errors else 200)


@for_guests
@require_POST
def guest_review_decide(request: HttpRequest, asked: ReviewRequest, token: str) -> HttpResponse:
    form = DecisionForm(request.POST, request=asked)
    if not form.is_valid():
        return _page(request, asked, token, form)
    try:
        decide_as_guest(
            request=asked,
            decision=request.POST.get("decision", ""),
            remark=form.cleaned_data["remark"],
            at=timezone.now(),
        )
    except (ReviewRefused, ValidationError) as refusal:
        asked.refresh_from_db()
        return _page(request, asked, token, form, str(refusal))
    return redirect("guest_review", token)
