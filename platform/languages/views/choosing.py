"""Choosing the language of the interface and that of lessons, for anyone."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from config.languages import CONTENT_LANGUAGES, INTERFACE_LANGUAGES
from foundation.requests import way_back
from languages.operations.choices import keep_languages
from languages.preferences import chosen_content_language, interface_language, remember_languages


@require_http_methods(["GET", "POST"])
@never_cache
def choose(request: HttpRequest) -> HttpResponse:
    """Show both choices, or keep them on this device and with the account."""
    if request.method == "POST":
        return _kept(request)
    context = {
        "interface": [(code, name, code == interface_language()) for code, name in INTERFACE_LANGUAGES],
        "content": _content_choices(chosen_content_language(request)),
        "next": way_back(request.GET.get("next")),
    }
    return render(request, "languages/choose.html", context)


def _content_choices(chosen: str) -> list[tuple[str, str, bool]]:
    as_interface = ("", _("That of the platform"), not chosen)
    return [as_interface, *((code, name, code == chosen) for code, name in CONTENT_LANGUAGES)]


def _kept(request: HttpRequest) -> HttpResponse:
    """What was not sent, or is not among the languages, stays as it was."""
    interface, content = request.POST.get("interface"), request.POST.get("content")
    chosen = {
        "interface": interface if interface in dict(INTERFACE_LANGUAGES) else None,
        "content": content if content == "" or content in dict(CONTENT_LANGUAGES) else None,
    }
    if request.user.is_authenticated and any(code is not None for code in chosen.values()):
        keep_languages(user=request.user, at=timezone.now(), **chosen)
    response = redirect(way_back(request.POST.get("next")))
    remember_languages(response, **chosen)
    return response
