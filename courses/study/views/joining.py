"""Joining a group, waiting for it, leaving a course and coming back."""

from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.models import User
from courses.cohorts.models import Cohort, InvitationLink
from courses.study.models import Enrolment
from courses.study.operations import enrol, join_waiting_list, leave_waiting_list, withdraw
from courses.study.permissions import enrolments_of
from courses.study.refusals import PrerequisitesMissing, StudyRefused
from courses.study.selectors import enrolment_for, missing_prerequisites, position_in_line, with_places
from foundation.requests import AuthenticatedRequest

CONFLICT, GONE = 409, 410


def _cohorts() -> QuerySet[Cohort]:
    cohorts = with_places(Cohort.objects.select_related("organisation", "edition__course"))
    return cohorts.defer("edition__source_text", "edition__search_text")


@never_cache
@require_http_methods(["GET", "POST"])
def group(request: HttpRequest, pk: int) -> HttpResponse:
    """A group that everybody may join, or that one has to do with: its dates, its places, and what one may do."""
    mine = Q(is_public=True)
    if request.user.is_authenticated:
        mine |= Q(enrolments__teacher=request.user) | Q(waiting__teacher=request.user)
    allowed = Cohort.objects.filter(mine).values("pk")
    return _group(request, get_object_or_404(_cohorts(), pk=pk, pk__in=allowed), None)


@never_cache
@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest, invitation: str) -> HttpResponse:
    """The same, for whoever has a link; one that no longer works says why, and whom to ask."""
    link = get_object_or_404(InvitationLink, token=invitation)
    found = get_object_or_404(_cohorts(), pk=link.cohort_id)
    why_not = link.why_not(timezone.localdate())
    if why_not and not found.is_public and not _is_inside(request.user, found):
        return render(request, "courses/study/dead_link.html", {"cohort": found, "why_not": why_not}, status=GONE)
    return _group(request, found, link)


def _is_inside(user: User | AnonymousUser, cohort: Cohort) -> bool:
    """Enrolled in it or waiting for it: the link has done its work already."""
    if not isinstance(user, User):
        return False
    return position_in_line(user, cohort) is not None or enrolments_of(user).filter(cohort=cohort).exists()


def _group(request: HttpRequest, cohort: Cohort, link: InvitationLink | None) -> HttpResponse:
    if request.method == "POST":
        return _act(cast(AuthenticatedRequest, request), cohort, link)  # its login_required lets nobody else in
    return _draw(request, cohort)


@login_required
def _act(request: AuthenticatedRequest, cohort: Cohort, link: InvitationLink | None) -> HttpResponse:
    now = timezone.now()
    try:
        if "wait" in request.POST:
            join_waiting_list(teacher=request.user, cohort=cohort, link=link, at=now)
            messages.success(request, _("You are in line. Once a place is free it is yours, and we write to you."))
        elif "leave" in request.POST:
            leave_waiting_list(actor=request.user, cohort=cohort, at=now)
            messages.success(request, _("You are no longer in line."))
        else:
            made = enrol(teacher=request.user, edition=cohort.edition, cohort=cohort, link=link, at=now)
            messages.success(request, _("You are enrolled. This is your first lesson."))
            return redirect("study_resume", made.uid)
    except StudyRefused as refusal:
        shown = "" if isinstance(refusal, PrerequisitesMissing) else str(refusal)  # the page itself lists them
        return _draw(request, get_object_or_404(_cohorts(), pk=cohort.pk), shown, status=CONFLICT)
    return redirect(request.path)


def _draw(request: HttpRequest, cohort: Cohort, refusal: str = "", status: int = 200) -> HttpResponse:
    user = request.user if isinstance(request.user, User) else None
    taken, in_line = cohort.enrolled, cohort.in_line  # type: ignore[attr-defined]  # with_places
    left = None if cohort.capacity is None else max(0, cohort.capacity - taken)
    context: dict[str, Any] = {
        "cohort": cohort,
        "is_open": cohort.is_open(timezone.localdate()),
        "left": left,
        "is_full": left is not None and left <= in_line,
        "in_line": in_line,
        "position": position_in_line(user, cohort) if user else None,
        "enrolment": enrolment_for(user, cohort.edition.course) if user else None,
        "missing": missing_prerequisites(user, cohort) if user else [],
        "asked": cohort.prerequisites.select_related("latest"),
        "refusal": refusal,
    }
    return render(request, "courses/study/invitation.html", context, status=status)


def _own(request: AuthenticatedRequest, uid: UUID) -> Enrolment:
    own = enrolments_of(request.user).select_related("edition", "course", "institute", "cohort", "progress")
    return get_object_or_404(own.defer("edition__source_text", "edition__search_text"), uid=uid)


@login_required
@require_http_methods(["GET", "POST"])
def leave(request: AuthenticatedRequest, enrolment: UUID) -> HttpResponse:
    """Leave a course: what that means, and doing it."""
    own = _own(request, enrolment)
    refusal = ""
    if request.method == "POST":
        try:
            withdraw(actor=request.user, enrolment=own, at=timezone.now())
        except StudyRefused as refused:
            refusal = str(refused)
        else:
            messages.success(request, _("You left the course. What you did is kept, in case you come back."))
            return redirect("my_place")
    context = {"enrolment": own, "refusal": refusal}
    return render(request, "courses/study/leave.html", context, status=CONFLICT if refusal else 200)


@login_required
@require_POST
def come_back(request: AuthenticatedRequest, enrolment: UUID) -> HttpResponse:
    """Go on where one left: in the same group, or on one's own."""
    own = _own(request, enrolment)
    cohort = None if "alone" in request.POST else own.cohort
    try:
        back = enrol(teacher=request.user, edition=own.edition, cohort=cohort, at=timezone.now())
    except StudyRefused as refusal:
        messages.error(request, str(refusal))
        return redirect("group", cohort.pk) if cohort else redirect("my_place")
    messages.success(request, _("Welcome back: everything you had done is still there."))
    return redirect("study_resume", back.uid)
