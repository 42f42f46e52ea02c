"""In which languages somebody reads: that of the interface and that of lessons are two choices.

A cookie each keeps them on the device, for anyone; an account keeps them too, and at sign-in its choices come to the
device. Who never chose a language for lessons reads them in that of the interface.

    content_language()                # of the request being answered, as get_language() is for the interface
"""

from contextvars import ContextVar
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

from config.languages import INTERFACE_LANGUAGES, LANGUAGES, SPANISH
from foundation.reading import YEAR

_chosen: ContextVar[str] = ContextVar("content_language", default="")


def content_language() -> str:
    """The language chosen for lessons, else that of the interface."""
    return _chosen.get() or interface_language()


def interface_language() -> str:
    """The language in which the platform speaks now."""
    return get_language() or SPANISH


def chosen_content_language(request: HttpRequest) -> str:
    """What the device says; empty where nothing, or nothing known, was chosen."""
    code = request.COOKIES.get(settings.CONTENT_LANGUAGE_COOKIE_NAME, "")
    return code if code in dict(LANGUAGES) else ""


def read_in(language: str) -> Any:
    """For the request being answered; what it returns is for ``read_as_before``."""
    return _chosen.set(language)


def read_as_before(token: Any) -> None:
    _chosen.reset(token)


def remember_languages(response: Any, *, interface: str | None = None, content: str | None = None) -> None:
    """Keep the choices on the device: None leaves one as it was, an empty text forgets it."""
    if interface is not None:
        _remember(response, settings.LANGUAGE_COOKIE_NAME, interface if interface in dict(INTERFACE_LANGUAGES) else "")
    if content is not None:
        _remember(response, settings.CONTENT_LANGUAGE_COOKIE_NAME, content if content in dict(LANGUAGES) else "")


def _remember(response: Any, name: str, code: str) -> None:
    if code:
        response.set_cookie(name, code, max_age=YEAR, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE)
    else:
        response.delete_cookie(name, samesite="Lax")
