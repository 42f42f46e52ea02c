"""Who takes part in the review of a course: inviting, changing, ordering, withdrawing."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from cms.pages.models import CoursePage
from cms.review.forms import DueDateForm, GuestForm, InvitationForm, PartnerForm, TermsForm
from cms.review.models import CoursePartner, ReviewRequest
from cms.review.operations import (
    ReviewRefused,
    change_guest,
    change_partner,
    invite_guest,
    invite_partner,
    move_stage,
    resend_link,
    set_due_date,
    withdraw_guest,
    withdraw_partner,
)
from cms.review.permissions import courses_arranged_by
from cms.review.selectors import guests_of
from foundation.requests import AuthenticatedRequest


def _course(request: AuthenticatedRequest, course_id: int) -> CoursePage:
    return get_object_or_404(courses_arranged_by(request.user), pk=course_id)


def _attempt(request: AuthenticatedRequest, course: CoursePage, do: Callable[[], Any], done: str) -> HttpResponse:
    """Do it, and say on the review page how it went."""
    try:
        do()
    except ReviewRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)
    return redirect("course_review", course.pk)


def _page(request: AuthenticatedRequest, course: CoursePage, form: TermsForm, **more: Any) -> HttpResponse:
    context = {"course": course, "form": form, **more}
    return render(request, "cms/review/party.html", context, status=422 if form.errors else 200)


def _save(
    request: AuthenticatedRequest, course: CoursePage, form: TermsForm, do: Callable[[], Any], done: str, **more: Any
) -> HttpResponse:
    """The form's page until what it says is done; a refusal shows there, with everything that was written."""
    if request.method != "POST" or not form.is_valid():
        return _page(request, course, form, **more)
    try:
        do()
    except ReviewRefused as refusal:
        form.add_error(None, str(refusal))
        return _page(request, course, form, **more)
    messages.success(request, done)
    return redirect("course_review", course.pk)


@login_required
@require_http_methods(["GET", "POST"])
def course_partner_invite(request: AuthenticatedRequest, course_id: int) -> HttpResponse:
    course = _course(request, course_id)
    form = InvitationForm(request.POST or None, course=course)

    def do() -> None:
        organisation = form.cleaned_data["organisation"]
        invite_partner(
            actor=request.user, course=course, organisation=organisation, terms=form.terms(), at=timezone.now()
        )

    return _save(request, course, form, do, _("The organisation was invited."), title=_("Invite an organisation"))


@login_required
@require_http_methods(["GET", "POST"])
def course_partner_edit(request: AuthenticatedRequest, course_id: int, partner_id: int) -> HttpResponse:
    course = _course(request, course_id)
    partner = get_object_or_404(CoursePartner.objects.select_related("organisation"), pk=partner_id, course=course)
    form = PartnerForm(request.POST or None, course=course, partner=partner)

    def do() -> None:
        change_partner(actor=request.user, partner=partner, terms=form.terms(), at=timezone.now())

    return _save(request, course, form, do, _("The changes were saved."), title=partner.name)


@login_required
@require_POST
def course_partner_withdraw(request: AuthenticatedRequest, course_id: int, partner_id: int) -> HttpResponse:
    course = _course(request, course_id)
    partner = get_object_or_404(CoursePartner, pk=partner_id, course=course)
    do = partial(withdraw_partner, actor=request.user, partner=partner)
    return _attempt(request, course, do, _("The invitation was withdrawn."))


@login_required
@require_http_methods(["GET", "POST"])
def course_guest_invite(request: AuthenticatedRequest, course_id: int) -> HttpResponse:
    course = _course(request, course_id)
    form = GuestForm(request.POST or None, course=course)

    def do() -> None:
        invite_guest(actor=request.user, course=course, guest=form.details(), terms=form.terms(), at=timezone.now())

    done = _("The person was invited: the link is sent when their stage begins.")
    return _save(request, course, form, do, done, title=_("Invite a person without an account"))


@login_required
@require_http_methods(["GET", "POST"])
def course_guest_edit(request: AuthenticatedRequest, course_id: int, guest_id: int) -> HttpResponse:
    course = _course(request, course_id)
    guest = get_object_or_404(guests_of(course), pk=guest_id)
    form = GuestForm(request.POST or None, course=course, guest=guest)

    def do() -> None:
        change_guest(actor=request.user, guest=guest, details=form.details(), terms=form.terms())

    return _save(request, course, form, do, _("The changes were saved."), title=guest.name)


@login_required
@require_POST
def course_guest_withdraw(request: AuthenticatedRequest, course_id: int, guest_id: int) -> HttpResponse:
    course = _course(request, course_id)
    guest = get_object_or_404(guests_of(course), pk=guest_id)
    do = partial(withdraw_guest, actor=request.user, guest=guest, at=timezone.now())
    return _attempt(request, course, do, _("The invitation was withdrawn."))


@login_required
@require_POST
def course_stage_move(request: AuthenticatedRequest, course_id: int, stage: int) -> HttpResponse:
    course = _course(request, course_id)
    earlier = request.POST.get("direction") == "earlier"
    do = partial(move_stage, actor=request.user, course=course, stage=stage, earlier=earlier)
    return _attempt(request, course, do, _("The order of the stages was changed."))


def _asked(course: CoursePage, request_id: int) -> ReviewRequest:
    return get_object_or_404(ReviewRequest.objects.select_related("round"), pk=request_id, round__course=course)


@login_required
@require_POST
def course_request_resend(request: AuthenticatedRequest, course_id: int, request_id: int) -> HttpResponse:
    course = _course(request, course_id)
    do = partial(resend_link, actor=request.user, request=_asked(course, request_id), at=timezone.now())
    return _attempt(request, course, do, _("A new link was sent; the one sent before no longer works."))


@login_required
@require_POST
def course_request_due(request: AuthenticatedRequest, course_id: int, request_id: int) -> HttpResponse:
    course = _course(request, course_id)
    asked, form = _asked(course, request_id), DueDateForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Write the new date as day, month and year."))
        return redirect("course_review", course.pk)
    do = partial(set_due_date, actor=request.user, request=asked, due_on=form.cleaned_data["due_on"])
    return _attempt(request, course, do, _("The date was changed."))
