"""The glossary that trainers share: its terms, and the page of each with how it is said and what is said about it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from cms.glossary import operations
from cms.glossary.forms import EquivalentForm, RemarkForm, SearchForm
from cms.glossary.models import GlossaryTerm
from cms.glossary.operations import GlossaryRefused
from cms.glossary.permissions import (
    equivalents_withdrawable_by,
    remarks_withdrawable_by,
    terms_discussed_by,
    terms_editable_by,
)
from cms.glossary.selectors import by_language, history_of, said_in_force, terms_found
from foundation.requests import AuthenticatedRequest

PAGE_SIZE = 30
UNPROCESSABLE = 422


@login_required
@require_GET
def terms(request: AuthenticatedRequest) -> HttpResponse:
    """One's own terms and those that others share."""
    form = SearchForm(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    found = terms_found(request.user, asked.get("q", ""), asked.get("lengua", ""))
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    rows = [(term, by_language(term.equivalents.all())) for term in page.object_list]
    context = {"page": page, "rows": rows, "form": form, "is_asked": any(asked.values())}
    return render(request, "cms/glossary/terms.html", context)


def _term(request: AuthenticatedRequest, term: UUID) -> GlossaryTerm:
    return get_object_or_404(terms_discussed_by(request.user), uid=term)


@login_required
@require_GET
def term(request: AuthenticatedRequest, term: UUID) -> HttpResponse:
    return _page(request, _term(request, term), language=request.GET.get("lengua", ""))


def _page(request: AuthenticatedRequest, term: GlossaryTerm, *, language: str = "", **forms: Any) -> HttpResponse:
    """The term's page; a form that was refused stays in it with what was written."""
    mine = set(equivalents_withdrawable_by(request.user, term).values_list("pk", flat=True))
    context = {
        "term": term,
        "said": by_language(said_in_force().filter(term=term).select_related("said_by")),
        "mine": mine,
        "may_change": terms_editable_by(request.user).filter(pk=term.pk).exists(),
        "remarks": term.remarks.select_related("writer", "withdrawn_by"),
        "my_remarks": set(remarks_withdrawable_by(request.user, term).values_list("pk", flat=True)),
        "history": history_of(term),
        "equivalent_form": EquivalentForm(term=term, initial={"language": language}),
        "remark_form": RemarkForm(),
    }
    status = UNPROCESSABLE if forms else 200
    return render(request, "cms/glossary/term.html", context | forms, status=status)


@login_required
@require_POST
def say(request: AuthenticatedRequest, term: UUID) -> HttpResponse:
    """How it is said in another language."""
    found = _term(request, term)
    form = EquivalentForm(request.POST, term=found)
    if form.is_valid():
        try:
            operations.say_equivalent(actor=request.user, term=found, at=timezone.now(), **form.cleaned_data)
            messages.success(request, _("It stands in the glossary now."))
            return redirect("glossary_term", term)
        except GlossaryRefused as refusal:
            form.add_error("text", str(refusal))
    return _page(request, found, equivalent_form=form)


@login_required
@require_POST
def withdraw(request: AuthenticatedRequest, term: UUID, equivalent_id: int) -> HttpResponse:
    """What was said is no longer shown beside texts."""
    found = _term(request, term)
    equivalent = get_object_or_404(equivalents_withdrawable_by(request.user, found), pk=equivalent_id)
    operations.withdraw_equivalent(actor=request.user, equivalent=equivalent, at=timezone.now())
    messages.success(request, _("It is no longer shown beside texts; the history keeps it."))
    return redirect("glossary_term", term)


@login_required
@require_POST
def remark(request: AuthenticatedRequest, term: UUID) -> HttpResponse:
    """A word on the term."""
    found = _term(request, term)
    form = RemarkForm(request.POST)
    if form.is_valid():
        try:
            operations.remark_on(actor=request.user, term=found, at=timezone.now(), **form.cleaned_data)
            messages.success(request, _("Your remark was added."))
            return redirect("glossary_term", term)
        except GlossaryRefused as refusal:
            form.add_error(None, str(refusal))
    return _page(request, found, remark_form=form)


@login_required
@require_POST
def take_back(request: AuthenticatedRequest, term: UUID, remark_id: int) -> HttpResponse:
    """A remark is no longer shown."""
    found = _term(request, term)
    remark = get_object_or_404(remarks_withdrawable_by(request.user, found), pk=remark_id)
    operations.withdraw_remark(actor=request.user, remark=remark, at=timezone.now())
    messages.success(request, _("The remark is no longer shown."))
    return redirect("glossary_term", term)
