"""The review page of a course: read it whole, see what is missing, decide, invite."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from cms.pages.models import CoursePage, LessonPage
from cms.pages.permissions import course_pages_editable_by
from cms.review.forms import DecisionForm, InvitationForm
from cms.review.models import CoursePartner
from cms.review.operations import ReviewRefused, decide, invite_partner, withdraw_partner
from cms.review.permissions import courses_readable_by
from foundation.requests import AuthenticatedRequest


@login_required
@require_GET
def course_review(request: AuthenticatedRequest, course_id: int) -> HttpResponse:
    course = get_object_or_404(courses_readable_by(request.user), pk=course_id)
    return render(request, "cms/review/course.html", _context(request, course))


def _context(request: AuthenticatedRequest, course: CoursePage) -> dict[str, Any]:
    task = course.current_workflow_task
    actions = task.specific.get_actions(course, request.user) if task else []
    may_edit = course_pages_editable_by(request.user).filter(pk=course.pk).exists()
    return {
        "course": course,
        "draft": course.get_latest_revision_as_object(),
        "problems": course.missing,
        "may_edit": may_edit,
        "state": course.current_workflow_state,
        "actions": [name for name, _label, _modal in actions],
        "partners": course.partners.select_related("organisation"),
        "decision_form": DecisionForm(),
        "invitation_form": InvitationForm(course=course) if may_edit else None,
    }


@login_required
@require_GET
def course_review_lesson(request: AuthenticatedRequest, course_id: int, lesson_id: int) -> HttpResponse:
    course = get_object_or_404(courses_readable_by(request.user), pk=course_id)
    lesson = get_object_or_404(LessonPage.objects.descendant_of(course), pk=lesson_id)
    draft = lesson.get_latest_revision_as_object()
    return render(request, "cms/review/lesson.html", {"course": course, "lesson": draft})


@login_required
@require_POST
def course_review_decide(request: AuthenticatedRequest, course_id: int) -> HttpResponse:
    course = get_object_or_404(courses_readable_by(request.user), pk=course_id)
    form = DecisionForm(request.POST)
    approve = request.POST.get("decision") == "approve"
    try:
        comment = form.cleaned_data["comment"] if form.is_valid() else ""
        decide(actor=request.user, course=course, approve=approve, comment=comment)
    except (ReviewRefused, ValidationError) as refusal:
        messages.error(request, str(refusal))
    else:
        done = _("The course was approved and published.") if approve else _("The course was returned to its authors.")
        messages.success(request, done)
    return redirect("course_review", course.pk)


@login_required
@require_POST
def course_partner_invite(request: AuthenticatedRequest, course_id: int) -> HttpResponse:
    course = get_object_or_404(course_pages_editable_by(request.user), pk=course_id)
    form = InvitationForm(request.POST, course=course)
    if not form.is_valid():
        messages.error(request, _("Choose the organisation you want to invite."))
        return redirect("course_review", course.pk)
    try:
        partner = invite_partner(actor=request.user, course=course, at=timezone.now(), **form.cleaned_data)
    except ReviewRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("%(partner)s was invited.") % {"partner": partner.organisation.name})
    return redirect("course_review", course.pk)


@login_required
@require_POST
def course_partner_withdraw(request: AuthenticatedRequest, course_id: int, partner_id: int) -> HttpResponse:
    course = get_object_or_404(course_pages_editable_by(request.user), pk=course_id)
    partner = get_object_or_404(CoursePartner, pk=partner_id, course=course)
    try:
        withdraw_partner(actor=request.user, partner=partner)
    except ReviewRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The invitation was withdrawn."))
    return redirect("course_review", course.pk)
