"""The page of a project, and the page of its adviser, who needs no account."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from courses.assessment.permissions import evidence_of
from courses.assessment.selectors import task_of
from courses.editions.selectors import readable_language
from courses.projects.forms import AdviserForm, AnswerForm
from courses.projects.models import Endorsement
from courses.projects.operations import (
    ProjectRefused,
    answer_endorsement,
    ask_endorsement,
    name_adviser,
    remove_adviser,
)
from courses.projects.permissions import advisers_of
from courses.projects.selectors import (
    Project,
    adviser_in,
    endorsement_of_link,
    is_open,
    milestones_of,
    project_in,
)
from courses.study.models import Enrolment
from courses.study.permissions import enrolments_of
from foundation.requests import AuthenticatedRequest
from foundation.throttling import allowed, who_asks
from languages.preferences import content_language

TRIES, IN_SECONDS = 60, 600


def _found(request: AuthenticatedRequest, enrolment: UUID, project: UUID) -> tuple[Enrolment, Project]:
    own = enrolments_of(request.user).exclude(status=Enrolment.Status.WITHDRAWN)
    found = get_object_or_404(own.select_related("edition", "cohort").defer("edition__source_text"), uid=enrolment)
    block = project_in(found.edition, project, readable_language(found.edition, content_language()))
    if block is None:
        raise Http404
    return found, block


@login_required
@require_http_methods(["GET", "POST"])
@never_cache
def project(request: AuthenticatedRequest, enrolment: UUID, project: UUID) -> HttpResponse:
    """The milestones with their dates and states, and who advises; naming that person."""
    own, found = _found(request, enrolment, project)
    form = AdviserForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            name_adviser(actor=request.user, enrolment=own, project_uid=project, at=timezone.now(), **form.cleaned_data)
        except ProjectRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("project", own.uid, found.uid)
    return _page(request, own, found, form)


def _page(
    request: AuthenticatedRequest, own: Enrolment, found: Project, form: AdviserForm, **more: Any
) -> HttpResponse:
    milestones = milestones_of(own, found)
    context = {
        "enrolment": own,
        "project": found,
        "milestones": milestones,
        "done": sum(one.evidence is not None for one in milestones),
        "adviser": adviser_in(own, found.uid),
        "form": form,
        **more,
    }
    return render(request, "courses/projects/project.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def adviser_remove(request: AuthenticatedRequest, adviser: UUID) -> HttpResponse:
    """Erase who advises: the person no longer wants it, or somebody else does now."""
    found = get_object_or_404(advisers_of(request.user).select_related("enrolment"), uid=adviser)
    remove_adviser(actor=request.user, adviser=found, at=timezone.now())
    messages.success(request, _("The name and the contact were erased."))
    return redirect("project", found.enrolment.uid, found.project_uid)


@login_required
@require_POST
@never_cache
def endorsement_ask(request: AuthenticatedRequest, evidence: UUID) -> HttpResponse:
    """A new link for the adviser, shown this once."""
    found = get_object_or_404(evidence_of(request.user).select_related("enrolment__edition"), uid=evidence)
    uid = task_of(found).get("project", "")
    own, project = _found(request, found.enrolment.uid, uid)
    adviser = adviser_in(own, project.uid)
    if adviser is None:
        messages.error(request, _("Name first who advises you."))
        return redirect("project", own.uid, project.uid)
    try:
        token = ask_endorsement(actor=request.user, adviser=adviser, evidence=found, at=timezone.now())
    except ProjectRefused as refusal:
        messages.error(request, str(refusal))
        return redirect("project", own.uid, project.uid)
    link = request.build_absolute_uri(reverse("endorsement", args=[token]))
    return _page(request, own, project, AdviserForm(), link=link, asked=found)


@require_http_methods(["GET", "POST"])
@never_cache
def endorsement(request: HttpRequest, token: str) -> HttpResponse:
    """What the adviser is asked; looking at it changes nothing, and it takes one answer."""
    asked = endorsement_of_link(token)
    if not allowed(f"endorsement:{who_asks(request)}", limit=TRIES, seconds=IN_SECONDS) or asked is None:
        raise Http404
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _answered(request, asked, token, form):
        return redirect("endorsement", token)
    context = {"asked": asked, "task": task_of(asked.evidence), "is_open": is_open(asked, timezone.now()), "form": form}
    response = render(request, "courses/projects/endorsement.html", context, status=422 if form.errors else 200)
    # The address is the key: it is told to no other site, and no search engine keeps it.
    response["Referrer-Policy"] = "same-origin"
    response["X-Robots-Tag"] = "noindex"
    return response


def _answered(request: HttpRequest, asked: Endorsement, token: str, form: AnswerForm) -> bool:
    in_person = request.user.is_authenticated and request.user.pk == asked.evidence.enrolment.teacher_id
    try:
        answer_endorsement(token=token, in_person=in_person, at=timezone.now(), **form.cleaned_data)
    except ProjectRefused as refusal:
        form.add_error(None, str(refusal))
        return False
    return True
