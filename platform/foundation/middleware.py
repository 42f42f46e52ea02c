"""What stands between every request and its view."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.datastructures import MultiValueDictKeyError
from django.utils.translation import gettext as _
from django.views.defaults import bad_request

from foundation.requests import wants_json

# Longer than any address of ours; a search of that length only costs the database.
LONGEST_QUERY = 8_000


class SoundRequestMiddleware:
    """Answers 400 to what no browser sends and no view should meet.

    PostgreSQL takes no NUL, and SQLite refuses to compare with a text of some tens of thousands of characters: each
    would end as an error of ours.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        query = str(request.META.get("QUERY_STRING", ""))
        if "\0" in request.path or "%00" in query or "\0" in query or len(query) > LONGEST_QUERY:
            raise BadRequest("The address is malformed.")
        if any("\0" in value for value in request.COOKIES.values()):
            raise BadRequest("A cookie is malformed.")
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """A form without a field that its page always sends was not made by that page (the CMS relies on them)."""
        return bad_request(request, exception) if isinstance(exception, MultiValueDictKeyError) else None


class PermissionsPolicyMiddleware:
    """Tells the browser which devices our own pages may ask for: the microphone, to record; nothing embedded may."""

    POLICY = "microphone=(self), camera=(), geolocation=(), payment=(), usb=()"

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", self.POLICY)
        return response


class LargeRequestMiddleware:
    """Refuses what is larger than its view takes (``foundation.requests.at_most``) by its announced length alone.

    It stands before the protection against forged forms, which reads a form whole to find its token.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], _args: Sequence[Any], _kwargs: Mapping[str, Any]
    ) -> HttpResponse | None:
        most, length = getattr(view, "largest_request", None), str(request.META.get("CONTENT_LENGTH") or "0")
        if most is None or not length.isascii() or not length.isdecimal() or int(length) <= most:
            return None
        sizes = {"size": int(length) / 1_048_576, "most": most / 1_048_576}
        if wants_json(request):
            said = _("This file weighs %(size).0f MB and at most %(most).0f MB are taken.") % sizes
            return JsonResponse({"status": "refused", "errors": [said]}, status=413)
        return render(request, "413.html", sizes, status=413)
