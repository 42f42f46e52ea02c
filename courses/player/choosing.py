"""In which language a person reads lessons: their own choice where an edition has that language."""

from django.http import HttpRequest
from django.utils.translation import get_language

SESSION_KEY = "content_language"


def content_language(request: HttpRequest) -> str:
    """The language chosen for lessons, else that of the interface."""
    return str(request.session.get(SESSION_KEY) or get_language() or "")


def choose_content_language(request: HttpRequest, language: str) -> None:
    """Read lessons in this language from now on, where they have it."""
    request.session[SESSION_KEY] = language
