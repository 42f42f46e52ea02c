"""The review page of a course: where it stands, what I am asked, what is missing; handing in, deciding, cancelling."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cms.pages.models import CoursePage
from cms.pages.permissions import course_pages_editable_by
from cms.review.forms import DecisionForm
from cms.review.models import ReviewRequest, ReviewRound
from cms.review.operations import ReviewRefused, cancel_review, decide, hand_in
from cms.review.permissions import (
    courses_arranged_by,
    courses_cancellable_by,
    courses_readable_by,
    requests_decidable_by,
    requests_to,
)
from cms.review.selectors import missing_before_review, open_round_of, past_rounds, stages_of
from foundation.requests import AuthenticatedRequest

ROUNDS_PER_PAGE = 10


@login_required
@require_GET
def course_review(request: AuthenticatedRequest, course_id: int) -> HttpResponse:
    course = get_object_or_404(courses_readable_by(request.user), pk=course_id)
    return render(request, "cms/review/course.html", _context(request, course))


def _context(request: AuthenticatedRequest, course: CoursePage, refused: DecisionForm | None = None) -> dict[str, Any]:
    round_ = open_round_of(course)
    mine = list(requests_decidable_by(request.user).filter(round__course=course))
    may_edit = course_pages_editable_by(request.user).filter(pk=course.pk).exists()
    arranges = courses_arranged_by(request.user).filter(pk=course.pk).exists()
    problems = course.missing
    return {
        "course": course,
        "draft": course.get_latest_revision_as_object(),
        "round": round_,
        "stages": stages_of(course, round_, [one.pk for one in mine]),
        "mine": [(one, _form_of(one, refused)) for one in mine],
        "barred": _barred(request, round_, mine),
        "problems": problems,
        "lacking": [] if round_ else missing_before_review(course),
        "may_edit": may_edit,
        "may_cancel": course.workflow_in_progress and _may_cancel(request, course),
        "arranges": arranges,
        "rearranges": arranges and round_ is None,
        "last_round": past_rounds(course).first(),
        "today": timezone.localdate(),
    }


def _may_cancel(request: AuthenticatedRequest, course: CoursePage) -> bool:
    return courses_cancellable_by(request.user).filter(pk=course.pk).exists()


def _form_of(request: ReviewRequest, refused: DecisionForm | None) -> DecisionForm:
    if refused is not None and refused.prefix == f"d{request.pk}":
        return refused
    return DecisionForm(request=request)


def _barred(request: AuthenticatedRequest, round_: ReviewRound | None, mine: list[ReviewRequest]) -> bool:
    """Whether the person stands for somebody who is asked, and may not answer because the text is their own."""
    if round_ is None or mine:
        return False
    return requests_to(request.user).filter(round=round_, approves=True).open().exists()


@login_required
@require_POST
def course_review_decide(request: AuthenticatedRequest, course_id: int, request_id: int) -> HttpResponse:
    course = get_object_or_404(courses_readable_by(request.user), pk=course_id)
    asked = get_object_or_404(requests_to(request.user), pk=request_id, round__course=course)
    form = DecisionForm(request.POST, request=asked)
    if not form.is_valid():
        return render(request, "cms/review/course.html", _context(request, course, form), status=422)
    try:
        decided = decide(
            actor=request.user,
            request=asked,
            decision=request.POST.get("decision", ""),
            remark=form.cleaned_data["remark"],
            at=timezone.now(),
        )
    except (ReviewRefused, ValidationError) as refusal:
        messages.error(request, str(refusal))
        return render(request, "cms/review/course.html", _context(request, course, form), status=422)
    messages.success(request, _said(decided))
    return redirect("course_review", course.pk)


def _said(request: ReviewRequest) -> str:
    if request.round.outcome == ReviewRound.Outcome.APPROVED:
        return _("The course was approved and published.")
    if request.decision == ReviewRequest.Decision.RETURNED:
        return _("The course was returned to its authors.")
    if request.decision == ReviewRequest.Decision.READ:
        return _("Thank you: the authors know that you have read it.")
    return _("Your approval is noted. The course is published when everyone who is asked has approved it.")


@login_required
@require_http_methods(["GET", "POST"])
def course_hand_in(request: AuthenticatedRequest, course_id: int) -> HttpResponse:
    """First what would happen, then it happens."""
    course = get_object_or_404(course_pages_editable_by(request.user), pk=course_id)
    if request.method == "POST":
        try:
            hand_in(actor=request.user, course=course, at=timezone.now())
        except ReviewRefused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("The course was handed in. Nothing in it changes until the review ends."))
        return redirect("course_review", course.pk)
    round_ = open_round_of(course)
    context = {
        "course": course,
        "draft": course.get_latest_revision_as_object(),
        "round": round_,
        "stages": stages_of(course, round_),
        "problems": course.missing,
        "lacking": missing_before_review(course),
        "arranges": courses_arranged_by(request.user).filter(pk=course.pk).exists(),
    }
    return render(request, "cms/review/hand_in.html", context)


@login_required
@require_POST
def course_review_cancel(request: AuthenticatedRequest, course_id: int) -> HttpResponse:
    course = get_object_or_404(courses_cancellable_by(request.user), pk=course_id)
    try:
        cancel_review(actor=request.user, course=course)
    except ReviewRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The review was cancelled: the course can be edited again."))
    return redirect("course_review", course.pk)


@login_required
@require_GET
def course_review_history(request: AuthenticatedRequest, course_id: int) -> HttpResponse:
    """Every round that ended, with what everybody said."""
    course = get_object_or_404(courses_readable_by(request.user), pk=course_id)
    page = Paginator(past_rounds(course), ROUNDS_PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "cms/review/history.html", {"course": course, "page_obj": page})
