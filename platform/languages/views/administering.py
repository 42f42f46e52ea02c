"""The list of languages, for administrators."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from foundation.requests import AuthenticatedRequest
from languages.forms import LanguageForm, NewLanguageForm
from languages.models import Language
from languages.operations.languages import LanguageRefused, add_language, change_language, remove_language
from languages.permissions import languages_administered_by
from languages.selectors import coverage_of

UNPROCESSABLE = 422


@login_required
@require_GET
def languages(request: AuthenticatedRequest) -> HttpResponse:
    """Every language, what it is used for and how much of the platform speaks it."""
    found = languages_administered_by(request.user)
    if not found.exists():
        raise Http404
    return render(request, "languages/administered.html", {"languages": coverage_of(found)})


@login_required
@require_http_methods(["GET", "POST"])
def add(request: AuthenticatedRequest) -> HttpResponse:
    if not languages_administered_by(request.user).exists():
        raise Http404
    form = NewLanguageForm(request.POST or None)
    if form.is_valid():
        try:
            added = add_language(actor=request.user, at=timezone.now(), **form.cleaned_data)
        except LanguageRefused as refusal:
            form.add_error("tag", str(refusal))
        else:
            messages.success(request, _("%(language)s can be used now.") % {"language": added.name})
            return redirect("languages_administered")
    return _form(request, form, None)


@login_required
@require_http_methods(["GET", "POST"])
def change(request: AuthenticatedRequest, tag: str) -> HttpResponse:
    language = get_object_or_404(languages_administered_by(request.user), tag=tag)
    form = LanguageForm(request.POST or None, instance=language)
    if form.is_valid():
        try:
            change_language(actor=request.user, language=language, at=timezone.now(), **form.cleaned_data)
        except LanguageRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The changes have been saved."))
            return redirect("languages_administered")
    return _form(request, form, language)


def _form(
    request: AuthenticatedRequest, form: LanguageForm | NewLanguageForm, language: Language | None
) -> HttpResponse:
    status = UNPROCESSABLE if form.is_bound else 200
    return render(request, "languages/language.html", {"form": form, "language": language}, status=status)


@login_required
@require_POST
def remove(request: AuthenticatedRequest, tag: str) -> HttpResponse:
    language = get_object_or_404(languages_administered_by(request.user), tag=tag)
    try:
        remove_language(actor=request.user, language=language, at=timezone.now())
    except LanguageRefused as refusal:
        messages.error(request, str(refusal))
        return redirect("language_change", tag)
    messages.success(request, _("%(language)s was removed.") % {"language": language.name})
    return redirect("languages_administered")
