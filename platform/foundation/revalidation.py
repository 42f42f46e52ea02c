"""Pages of one person that their browser keeps and asks about: unchanged ones are not sent over a weak signal again.

    @login_required
    @require_GET
    @revalidated
    def lesson(request, …): ...

The page is drawn each time and compared by what is in it, so that nobody has to know what a page depends on. Only the
mask of the CSRF token differs each time, and any mask of the same secret is good. Signing in changes the secret: a page
kept from before, whose forms would be refused, is then another page.
"""

import re
from collections.abc import Callable
from functools import wraps
from hashlib import sha256
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers

View = Callable[..., HttpResponse]
_TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="\w+"')


def revalidated(view: View) -> View:
    """Answer 304 to a browser that has the page as it is now."""

    @wraps(view)
    def asked(request: HttpRequest, *args: object, **named: object) -> HttpResponse:
        response = view(request, *args, **named)
        response["Cache-Control"] = "private, no-cache"
        patch_vary_headers(response, ["Cookie"])
        if response.status_code != HTTPStatus.OK:
            return response
        return unless_known(request, response, f'W/"{_digest(request, response)}"')

    return asked


def unless_known(request: HttpRequest, response: HttpResponse, etag: str) -> HttpResponse:
    """The response with its ETag, or 304 to whoever has it already."""
    response["ETag"] = etag
    conditional = get_conditional_response(request, etag=etag, response=response)
    return conditional if isinstance(conditional, HttpResponse) else response


def _digest(request: HttpRequest, response: HttpResponse) -> str:
    secret = str(request.META.get("CSRF_COOKIE", "")).encode()
    return sha256(secret + b"\0" + _TOKEN.sub(b"", response.content)).hexdigest()[:32]
