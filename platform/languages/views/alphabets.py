"""The order of a language's letters, as its trainers write it down."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from foundation.requests import AuthenticatedRequest
from languages.forms import AlphabetForm
from languages.models import Alphabet
from languages.operations.alphabets import AlphabetRefused, write_alphabet
from languages.permissions import languages_translated_by

UNPROCESSABLE = 422


@login_required
@require_http_methods(["GET", "POST"])
def alphabet(request: AuthenticatedRequest, tag: str) -> HttpResponse:
    """Show the table, or change it; lists in the language are sorted anew afterwards."""
    language = get_object_or_404(languages_translated_by(request.user), tag=tag)
    kept = Alphabet.objects.filter(language=language).select_related("changed_by").first()
    initial = {"table": kept.table, "note": kept.note} if kept else None
    form = AlphabetForm(request.POST or None, initial=initial)
    if form.is_valid():
        try:
            write_alphabet(actor=request.user, language=language, at=timezone.now(), **form.cleaned_data)
        except AlphabetRefused as refusal:
            form.add_error("table", str(refusal))
        else:
            messages.success(request, _("Saved: lists in this language are being sorted anew."))
            return redirect("alphabet", tag)
    status = UNPROCESSABLE if form.is_bound else 200
    return render(request, "languages/alphabet.html", {"language": language, "form": form, "kept": kept}, status=status)
