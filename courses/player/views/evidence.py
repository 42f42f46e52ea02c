"""Handing in a lesson's evidence."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from courses.assessment.forms import EvidenceForm
from courses.assessment.models import Evidence
from courses.assessment.operations import (
    AssessmentRefused,
    submit_evidence,
)
from courses.assessment.selectors import evidence_in, evidence_tasks_in
from courses.editions.models import Lesson
from courses.player.views.lessons import found_for
from courses.study.models import Enrolment
from foundation.requests import AuthenticatedRequest


@login_required
@require_http_methods(["GET", "POST"])
@never_cache
def evidence(request: AuthenticatedRequest, enrolment: UUID, lesson: UUID, block: UUID) -> HttpResponse:
    """An evidence task: what to do, what was handed in, and the form while it may be replaced."""
    own, found = found_for(request, enrolment, lesson)
    task = _task(own, found, block)
    handed_in = evidence_in(own, [str(block)]).get(str(block))
    form = _evidence_form(request, task, handed_in)
    if request.method == "POST" and form.is_valid() and _handed_in(request, own, block, form):
        return redirect("evidence", own.uid, found.uid, block)
    context = {"enrolment": own, "lesson": found, "task": task, "evidence": handed_in, "form": form}
    return render(request, "courses/player/evidence.html", context, status=422 if form.errors else 200)


def _task(own: Enrolment, found: Lesson, block: UUID) -> dict[str, Any]:
    tasks = evidence_tasks_in(own.edition, found.uid, found.language)
    for task in tasks:
        if task["uid"] == str(block):
            return task
    raise Http404


def _evidence_form(request: AuthenticatedRequest, task: dict[str, Any], handed_in: Evidence | None) -> EvidenceForm:
    initial = {"text": handed_in.text} if handed_in else {}
    if request.method == "POST":
        return EvidenceForm(request.POST, request.FILES, accepts=task["accepts"])
    return EvidenceForm(accepts=task["accepts"], initial=initial)


def _handed_in(request: AuthenticatedRequest, own: Enrolment, block: UUID, form: EvidenceForm) -> bool:
    """Whether it was stored; a refusal stands in the form instead."""
    text, upload = form.cleaned_data.get("text", ""), form.cleaned_data.get("upload")
    try:
        submit_evidence(actor=request.user, enrolment=own, block_uid=block, text=text, upload=upload, at=timezone.now())
    except AssessmentRefused as refusal:
        form.add_error("upload" if upload and "upload" in form.fields else None, str(refusal))
        return False
    messages.success(request, _("Your evidence was handed in."))
    return True
