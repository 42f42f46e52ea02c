"""Choosing letters, and leaving them with one click."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from foundation.requests import AuthenticatedRequest
from letters import operations
from letters.forms import PreferenceForm
from letters.selectors import preference_of, unsubscribed_by

UNPROCESSABLE = 422


@login_required
@require_http_methods(["GET", "POST"])
def preferences(request: AuthenticatedRequest) -> HttpResponse:
    """How often letters come, and in which hours never."""
    chosen = preference_of(request.user)
    initial = {name: getattr(chosen, name) for name in ("frequency", "quiet_from", "quiet_to")}
    form = PreferenceForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        operations.choose_letters(user=request.user, at=timezone.now(), **form.cleaned_data)
        messages.success(request, _("The changes have been saved."))
        return redirect("letter_preferences")
    return render(request, "letters/preferences.html", {"form": form}, status=UNPROCESSABLE if form.is_bound else 200)


@csrf_exempt  # the mail program posts, without cookies: the signed token is what proves the right
@never_cache
@require_http_methods(["GET", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """GET asks, since mail scanners follow links; POST does it (RFC 8058). Neither needs a sign-in."""
    person = unsubscribed_by(token)
    if person is None:
        raise Http404
    if request.method == "POST":
        operations.unsubscribe(user=person, at=timezone.now())
    return render(request, "letters/unsubscribe.html", {"done": request.method == "POST"})
