"""The authors' box: what waits for an answer, and each proposal with what may be done about it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET, require_POST

from cms.pages.completeness import Problem
from cms.pages.models import CoursePage
from cms.pages.permissions import course_pages_editable_by
from cms.proposals import operations
from cms.proposals.forms import AnswerForm, HideForm
from cms.proposals.models import Proposal
from cms.proposals.operations import ProposalRefused
from cms.proposals.permissions import proposals_answerable_by, proposals_hideable_by
from cms.proposals.selectors import place_in_draft, seems_worked_in, with_supporters
from foundation.requests import AuthenticatedRequest

PAGE_SIZE = 20
Status = Proposal.Status


def _tabs() -> list[tuple[str, str, tuple[str, ...]]]:
    return [
        ("esperan", _("Waiting for an answer"), (Status.RECEIVED, Status.IN_STUDY)),
        ("aceptadas", pgettext("proposals", "Accepted"), (Status.ACCEPTED,)),
        ("respondidas", pgettext("proposals", "Answered"), (Status.ANSWERED,)),
    ]


@login_required
@require_GET
def box(request: AuthenticatedRequest) -> HttpResponse:
    """Proposals for the courses one edits, those that wait first."""
    courses = course_pages_editable_by(request.user)
    if not courses.exists():
        raise Http404
    tabs = _tabs()
    tab = next((tab for tab in tabs if tab[0] == request.GET.get("estado")), tabs[0])
    wanted = proposals_answerable_by(request.user).filter(status__in=tab[2])
    page = Paginator(with_supporters(wanted), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "tabs": [(name, label) for name, label, _statuses in tabs],
        "tab": tab[0],
        "page": page,
        "rows": _with_titles(page.object_list),
    }
    return render(request, "cms/proposals/box.html", context)


def _with_titles(proposals: Any) -> list[tuple[Proposal, str]]:
    titles = _titles(proposals)
    return [(proposal, titles.get(str(proposal.course_uid), "")) for proposal in proposals]


def _titles(proposals: Any) -> dict[str, str]:
    pages = CoursePage.objects.filter(translation_key__in={proposal.course_uid for proposal in proposals})
    return {str(key): title for key, title in pages.values_list("translation_key", "title")}


@login_required
@require_GET
def proposal(request: AuthenticatedRequest, uid: UUID) -> HttpResponse:
    found = _found(request, proposals_answerable_by(request.user), uid)
    return render(request, "cms/proposals/proposal.html", _context(request, found))


def _found(request: AuthenticatedRequest, proposals: QuerySet[Proposal], uid: UUID) -> Proposal:
    return get_object_or_404(with_supporters(proposals, request.user.pk), uid=uid)


def _context(request: AuthenticatedRequest, found: Proposal, answer: AnswerForm | None = None) -> dict[str, Any]:
    page, block = place_in_draft(found)
    return {
        "proposal": found,
        "title": _titles([found]).get(str(found.course_uid), ""),
        "is_own": found.author_id == request.user.pk,
        "edit_url": Problem("", page, block).url if page else "",
        "may_be_included": seems_worked_in(found),
        "answer_form": answer or AnswerForm(),
        "hide_form": HideForm() if _may_hide(request, found) else None,
    }


def _may_hide(request: AuthenticatedRequest, found: Proposal) -> bool:
    return proposals_hideable_by(request.user).filter(pk=found.pk).exists()


@login_required
@require_POST
def decide(request: AuthenticatedRequest, uid: UUID) -> HttpResponse:
    """Take up, accept, answer, or say that it is worked in; a refusal keeps what was written."""
    found = _found(request, proposals_answerable_by(request.user), uid)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return render(request, "cms/proposals/proposal.html", _context(request, found, form), status=422)
    try:
        done = _decide(request, found, form.cleaned_data["answer"])
    except ProposalRefused as refusal:
        form.add_error("answer" if found.is_open else None, str(refusal))
        return render(request, "cms/proposals/proposal.html", _context(request, found, form), status=409)
    messages.success(request, done)
    return redirect("proposal_desk", found.uid)


def _decide(request: AuthenticatedRequest, found: Proposal, answer: str) -> str:
    """What was done, in words."""
    actor, at = request.user, timezone.now()
    match request.POST.get("decision"):
        case "take_up":
            operations.take_up(actor=actor, proposal=found)
            return _("It says now that you are considering it.")
        case "accept":
            operations.accept_proposal(actor=actor, proposal=found, answer=answer, at=at)
            return _("Accepted: it waits as a comment in the editor.")
        case "answer":
            operations.answer_proposal(actor=actor, proposal=found, answer=answer, at=at)
            return _("The answer was sent.")
        case "worked_in":
            operations.mark_worked_in(actor=actor, proposal=found, at=at)
            return _("The next edition will be named as the one that includes it.")
    raise ProposalRefused(_("Choose what to do with it."))


@login_required
@require_POST
def visibility(request: AuthenticatedRequest, uid: UUID) -> HttpResponse:
    """Hide a proposal with a reason, or show it again."""
    found = _found(request, proposals_hideable_by(request.user), uid)
    if "show" in request.POST:
        operations.show(actor=request.user, proposal=found)
        messages.success(request, _("The proposal is on the public pages again."))
        return redirect("proposal_desk", found.uid)
    form = HideForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Write the reason: its author will read it."))
        return redirect("proposal_desk", found.uid)
    operations.hide(actor=request.user, proposal=found, reason=form.cleaned_data["reason"], at=timezone.now())
    messages.success(request, _("The proposal is hidden."))
    return redirect("proposal_desk", found.uid)
