"""One's own comments given and received, one work to comment, and a group's exchanges."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from courses.assessment.models import Evidence
from courses.assessment.permissions import evidence_of
from courses.assessment.selectors import task_of
from courses.cohorts.models import Cohort
from courses.cohorts.permissions import cohorts_accompanied_by
from courses.peers.forms import CommentForm, RemovalForm
from courses.peers.models import Comment
from courses.peers.operations import (
    PeersRefused,
    begin_round,
    remove_comment,
    restore_comment,
    take_no_part,
    take_part,
    write_comment,
)
from courses.peers.permissions import comments_overseen_by, parts_of
from courses.peers.selectors import comment_for, comments_in, exchanges_in, received_by, to_write, with_task, written_by
from foundation.requests import AuthenticatedRequest

PER_PAGE = 25
UNPROCESSABLE = 422


@login_required
@require_safe
@never_cache
def own(request: AuthenticatedRequest) -> HttpResponse:
    """What one still has to comment, what was said of one's own works, and what one said."""
    page = Paginator(received_by(request.user), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "waiting": with_task(to_write(request.user)),
        "page": page,
        "received": with_task(page),
        "written": with_task(written_by(request.user)[:PER_PAGE]),
    }
    return render(request, "courses/peers/own.html", context)


def _evidence(request: AuthenticatedRequest, uid: UUID) -> Evidence:
    return get_object_or_404(evidence_of(request.user).select_related("enrolment"), uid=uid)


def _back(found: Evidence) -> HttpResponse:
    return redirect("evidence", found.enrolment.uid, found.lesson_uid, found.block_uid)


@login_required
@require_POST
def join(request: AuthenticatedRequest, evidence: UUID) -> HttpResponse:
    """Take part with what one handed in."""
    found = _evidence(request, evidence)
    try:
        take_part(actor=request.user, evidence=found, at=timezone.now())
    except PeersRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("You take part. You get a letter as soon as there is something to read."))
    return _back(found)


@login_required
@require_POST
def leave(request: AuthenticatedRequest, evidence: UUID) -> HttpResponse:
    """Take part no longer."""
    found = _evidence(request, evidence)
    part = get_object_or_404(parts_of(request.user), evidence=found)
    take_no_part(actor=request.user, part=part, at=timezone.now())
    messages.success(request, _("Nobody reads your text any more."))
    return _back(found)


@login_required
@require_http_methods(["GET", "POST"])
@never_cache
def comment(request: AuthenticatedRequest, comment: UUID) -> HttpResponse:
    """One colleague's work beside its rubric, without any name."""
    found = get_object_or_404(comment_for(request.user, comment), written_at=None)
    task = task_of(found.part.evidence)
    form = CommentForm(request.POST if request.method == "POST" else None, rubric=task.get("rubric") or [])
    if form.is_valid() and _written(request, found, form):
        return redirect("peers")
    context = {"comment": found, "task": task, "form": form}
    return render(request, "courses/peers/comment.html", context, status=UNPROCESSABLE if form.errors else 200)


def _written(request: AuthenticatedRequest, found: Comment, form: CommentForm) -> bool:
    """Whether it was stored; a refusal stands in the form instead."""
    said: dict[str, Any] = {"levels": form.levels, "text": form.cleaned_data["text"]}
    try:
        write_comment(actor=request.user, comment=found, at=timezone.now(), **said)
    except PeersRefused as refusal:
        form.add_error("text", str(refusal))
        return False
    messages.success(request, _("Thank you: your comment was sent, without your name."))
    return True


# --- Whoever accompanies the group ---
def _cohort(request: AuthenticatedRequest, code: str, pk: int) -> Cohort:
    accompanied = cohorts_accompanied_by(request.user).select_related("organisation__municipality", "edition__course")
    return get_object_or_404(accompanied, organisation__code=code, pk=pk)


@login_required
@require_http_methods(["GET", "POST"])
@never_cache
def group(request: AuthenticatedRequest, code: str, pk: int) -> HttpResponse:
    """Who waits to be read, and all comments with their names; sharing works out before enough wait by themselves."""
    cohort = _cohort(request, code, pk)
    exchanges = exchanges_in(cohort)
    wanted = next((one for one in exchanges if str(one.block_uid) == request.POST.get("task")), None)
    if request.method == "POST" and wanted is not None:
        _begun(request, cohort, wanted.block_uid)
        return redirect("cohort_peers", code, pk)
    page = Paginator(comments_in(cohort, request.user), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "organisation": cohort.organisation,
        "cohort": cohort,
        "exchanges": exchanges,
        "page_obj": page,
        "comments": with_task(page),
    }
    return render(request, "courses/peers/group.html", context)


def _begun(request: AuthenticatedRequest, cohort: Cohort, block_uid: UUID) -> None:
    try:
        number = begin_round(actor=request.user, cohort=cohort, block_uid=block_uid, at=timezone.now())
    except PeersRefused as refusal:
        messages.error(request, str(refusal))
        return
    text = ngettext("%(n)d work was shared out.", "%(n)d works were shared out.", number)
    messages.success(request, text % {"n": number})


@login_required
@require_POST
def judge(request: AuthenticatedRequest, code: str, pk: int, comment: UUID) -> HttpResponse:
    """Take a comment out with a reason, or put it back."""
    cohort = _cohort(request, code, pk)
    found = get_object_or_404(comments_overseen_by(request.user), uid=comment, part__cohort=cohort)
    form = RemovalForm(request.POST)
    if "restore" in request.POST:
        restore_comment(actor=request.user, comment=found)
        messages.success(request, _("The comment is back."))
    elif form.is_valid() and found.written_at is not None:
        remove_comment(actor=request.user, comment=found, reason=form.cleaned_data["reason"], at=timezone.now())
        messages.success(request, _("The comment was taken out. It can be put back here."))
    else:
        messages.error(request, _("Say why this comment is taken out."))
    return redirect("cohort_peers", code, pk)
