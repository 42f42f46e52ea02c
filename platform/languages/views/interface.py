"""The desk on which trainers translate the platform's own words."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from foundation.requests import AuthenticatedRequest, at_most
from languages.files import LARGEST, as_po
from languages.forms import ImportForm, ProposalForm
from languages.models import InterfaceString, Language
from languages.operations.interface import (
    TranslationRefused,
    decline_translation,
    import_po,
    propose_translation,
    review_translation,
    review_translations,
)
from languages.permissions import languages_translated_by, proposals_reviewable_by
from languages.selectors import (
    MISSING,
    PLURAL_HEADER,
    STATES,
    coverage_of,
    forms_of,
    found_strings,
    history_of,
    strings_in,
    texts_in_use,
)
from languages.wording import STATE_NAMES

PAGE_SIZE, UNPROCESSABLE = 25, 422


@login_required
@require_GET
def desk(request: AuthenticatedRequest) -> HttpResponse:
    """Languages with how much of the platform speaks each."""
    mine = languages_translated_by(request.user)
    if not mine.exists():
        raise Http404
    return render(request, "languages/interface_desk.html", {"languages": coverage_of(mine)})


def _language(request: AuthenticatedRequest, tag: str) -> Language:
    return get_object_or_404(languages_translated_by(request.user), tag=tag)


def _chosen(request: AuthenticatedRequest) -> dict[str, str]:
    return {"state": request.GET.get("estado", ""), "query": request.GET.get("q", "")[:100]}


@login_required
@require_GET
@never_cache
def strings(request: AuthenticatedRequest, tag: str) -> HttpResponse:
    """Texts by state and words, with what is proposed; those of others can be accepted several at once."""
    language = _language(request, tag)
    chosen = _chosen(request)
    page = Paginator(found_strings(language, **chosen), PAGE_SIZE).get_page(request.GET.get("page"))
    coverage = coverage_of(Language.objects.filter(pk=language.pk))[0][1]
    states = [("", _("All")), *((state, STATE_NAMES[state]) for state in STATES)]
    context = {"language": language, "page": page, "coverage": coverage, "states": states, **chosen}
    return render(request, "languages/interface_strings.html", context)


@login_required
@require_http_methods(["GET", "POST"])
@never_cache
def string(request: AuthenticatedRequest, tag: str, pk: int) -> HttpResponse:
    """One text: its source, what to propose for it, and who said what before."""
    language = _language(request, tag)
    found = get_object_or_404(strings_in(language), pk=pk)
    form = ProposalForm(request.POST or None, string=found, forms=forms_of(language))
    if form.is_valid():
        try:
            propose_translation(
                actor=request.user, string=found, language=language, at=timezone.now(), **form.cleaned_data
            )
        except TranslationRefused as refusal:
            for reason in refusal.reasons:
                form.add_error(None, reason)
        else:
            messages.success(request, _("Proposed: somebody else has to look at it now."))
            return redirect("interface_string", tag, pk)
    return _string_page(request, language, found, form)


def _string_page(
    request: AuthenticatedRequest, language: Language, found: InterfaceString, form: ProposalForm
) -> HttpResponse:
    context: dict[str, Any] = {
        "language": language,
        "string": found,
        "sources": _sources(found),
        "form": form,
        "history": history_of(found, language)[:PAGE_SIZE],
        "reviewable": proposals_reviewable_by(request.user).filter(string=found, language=language).first(),
        "next": found_strings(language, MISSING).filter(pk__gt=found.pk).values_list("pk", flat=True).first(),
        "state_name": STATE_NAMES[found.state],  # type: ignore[attr-defined]
    }
    status = UNPROCESSABLE if form.is_bound else 200
    return render(request, "languages/interface_string.html", context, status=status)


def _sources(found: InterfaceString) -> list[tuple[str, str]]:
    """(Spanish, English) of each form."""
    english = [found.msgid, *([found.msgid_plural] if found.msgid_plural else [])]
    return list(zip(found.spanish, english, strict=False))


@login_required
@require_POST
def decide(request: AuthenticatedRequest, tag: str, pk: int) -> HttpResponse:
    """Accept somebody else's proposal, or not, with a reason."""
    proposal = get_object_or_404(proposals_reviewable_by(request.user), pk=pk, language__tag=tag)
    try:
        if "decline" in request.POST:
            reason = request.POST.get("reason", "")[:500]
            decline_translation(actor=request.user, proposal=proposal, reason=reason, at=timezone.now())
        else:
            review_translation(actor=request.user, proposal=proposal, at=timezone.now())
    except TranslationRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Thank you: it is recorded."))
    return redirect("interface_string", tag, proposal.string_id)


@login_required
@require_POST
def review_many(request: AuthenticatedRequest, tag: str) -> HttpResponse:
    """Accept the chosen proposals of other people."""
    language = _language(request, tag)
    keys = [int(key[:18]) for key in request.POST.getlist("proposal")[:PAGE_SIZE] if key.isdecimal()]
    try:
        done = review_translations(actor=request.user, language=language, keys=keys, at=timezone.now())
    except TranslationRefused as refusal:
        messages.error(request, str(refusal))
        return redirect("interface_strings", tag)
    messages.success(request, ngettext("%(n)d text accepted.", "%(n)d texts accepted.", done) % {"n": done})
    if done < len(keys):
        messages.warning(request, _("Your own proposals, and those that are no longer open, were left as they are."))
    return redirect("interface_strings", tag)


@login_required
@require_GET
def export(request: AuthenticatedRequest, tag: str) -> HttpResponse:
    """All texts with their reviewed translations, as a .po file."""
    language = _language(request, tag)
    now = timezone.localtime().strftime("%Y-%m-%d %H:%M%z")
    text = as_po(language, texts_in_use(language), PLURAL_HEADER, now)
    response = HttpResponse(text.encode(), content_type="text/x-gettext-translation; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="formacion-docente-{language.tag}.po"'
    return response


@login_required
@require_http_methods(["GET", "POST"])
@at_most(LARGEST + 64 * 1024)
def import_file(request: AuthenticatedRequest, tag: str) -> HttpResponse:
    """Propose what a .po file has; first to look, then to do it. With any problem nothing is kept."""
    language = _language(request, tag)
    form = ImportForm(request.POST or None, request.FILES or None)
    report = None
    if request.method == "POST" and form.is_valid():
        dry_run = "look" in request.POST
        report = import_po(
            actor=request.user,
            language=language,
            content=form.cleaned_data["file"].read(),
            dialect=form.cleaned_data["dialect"],
            at=timezone.now(),
            dry_run=dry_run,
        )
        if not report.problems and not dry_run:
            said = ngettext("%(n)d text proposed.", "%(n)d texts proposed.", report.proposed)
            messages.success(request, said % {"n": report.proposed})
            return redirect("interface_strings", tag)
    status = UNPROCESSABLE if form.is_bound and (report is None or report.problems) else 200
    context = {"language": language, "form": form, "report": report}
    return render(request, "languages/interface_import.html", context, status=status)
