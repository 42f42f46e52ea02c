"""How one reads: a page that works for everybody, and the same as a sheet over the page one is reading."""

from dataclasses import asdict
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.operations import keep_reading
from config.languages import LANGUAGES, SPANISH
from foundation.reading import OPTIONS, SESSION_KEY, YEAR, Reading, reading_of, remember
from foundation.requests import way_back

THEMES = ("auto", "light", "dark")
_LABELS: dict[str, tuple[Any, Any, list[Any]]] = {
    "size": (_("Text size"), "", [_("Normal"), _("Large"), _("Larger"), _("Greatest")]),
    "spacing": (_("Space between lines and letters"), "", [_("Normal"), _("Wide")]),
    "theme": (_("Colours"), "", [_("Of the device"), _("Light"), _("Dark")]),
    "contrast": (pgettext_lazy("colours", "Contrast"), "", [_("Normal"), _("High")]),
    "font": (
        _("Typeface"),
        "",
        [_("That of the platform"), _("That of the device, without a download")],
    ),
    "data": (
        _("Mobile data"),
        _("When saving, pictures wait until you ask for them, and each says what it weighs."),
        [_("Of the browser"), _("Save data"), _("Show everything")],
    ),
    "keys": (
        _("Keys in lessons"),
        _("j next lesson, k previous lesson, l lessons, n your notes, s reading choices."),
        [_("Without letter keys"), _("With letter keys")],
    ),
    "letters": (
        _("Letters that my keyboard lacks"),
        _("They stand at the foot of the page while you write, on the whole platform."),
        [_("My keyboard has them"), *(name for code, name in LANGUAGES if code != SPANISH)],
    ),
}


@require_http_methods(["GET", "POST"])
@never_cache
def reading(request: HttpRequest) -> HttpResponse:
    """Show the choices, or keep them on this device and with the account."""
    if request.method == "POST":
        return _kept(request)
    chosen = asdict(reading_of(request)) | {"theme": request.COOKIES.get("theme", THEMES[0])}
    is_sheet = request.headers.get("X-Requested-With") == "fetch"
    groups = [_group(name, chosen[name]) for name in _LABELS]
    context = {"groups": groups, "next": way_back(request.GET.get("next")), "sheet": is_sheet}
    return render(request, f"accounts/{'_reading' if is_sheet else 'reading'}.html", context)


def _group(name: str, chosen: str) -> dict[str, Any]:
    label, help_text, words = _LABELS[name]
    values = THEMES if name == "theme" else OPTIONS[name]
    current = chosen if chosen in values else values[0]
    choices = [(value, text, value == current) for value, text in zip(values, words, strict=True)]
    return {"name": name, "label": label, "help": help_text, "choices": choices}


def _kept(request: HttpRequest) -> HttpResponse:
    """What was not sent, or is not among the choices, stays as it was."""
    chosen = asdict(reading_of(request)) | {
        name: request.POST[name] for name, values in OPTIONS.items() if request.POST.get(name) in values
    }
    made = Reading(**chosen)
    if request.user.is_authenticated:
        keep_reading(user=request.user, reading=made, at=timezone.now())
        request.session[SESSION_KEY] = str(made)
    is_sheet = request.headers.get("X-Requested-With") == "fetch"
    response = HttpResponse(status=204) if is_sheet else redirect(way_back(request.POST.get("next")))
    remember(response, made)
    _remember_theme(response, request.POST.get("theme", ""))
    return response


def _remember_theme(response: HttpResponse, theme: str) -> None:
    if theme == THEMES[0]:
        response.delete_cookie("theme", samesite="Lax")
    elif theme in THEMES:
        response.set_cookie("theme", theme, max_age=YEAR, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE)
