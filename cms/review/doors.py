"""The door for people without an account: a link that is its own key.

Whoever holds the link is the person invited; nobody is signed in and no cookie is needed. A forged request would have
to contain the link, and whoever knows it needs no forgery: that is why these views ask for no CSRF token, and why the
address of the page is told to nobody (``no-referrer``, with which a browser would not send a token's origin anyway).
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from cms.pages.digest import text_digest
from cms.review.models import ReviewRequest
from cms.review.selectors import request_of_link
from foundation.throttling import allowed, who_asks

VISITS, IN_SECONDS = 120, 60
WRONG_LINKS, IN_LONG = 20, 3600
LARGEST = 2**63 - 1  # no row has a larger number
View = Callable[..., HttpResponse]


def for_guests(view: View) -> View:
    """Calls the view with the request whose link this is, open or not; every answer stays between the two."""

    @csrf_exempt
    @wraps(view)
    def opened(request: HttpRequest, token: str, **kwargs: Any) -> HttpResponse:
        who = who_asks(request)
        if not allowed(f"guest:{who}", limit=VISITS, seconds=IN_SECONDS):
            return _too_many(request)
        asked = request_of_link(token)
        if any(isinstance(number, int) and number > LARGEST for number in kwargs.values()):
            raise Http404
        if asked is None:
            if not allowed(f"guest-wrong:{who}", limit=WRONG_LINKS, seconds=IN_LONG):
                return _too_many(request)
            raise Http404
        return _between_us(view(request, asked, token=token, **kwargs))

    return opened


def state_of(asked: ReviewRequest) -> str:
    """ "open", or why nothing can be done through the link any more."""
    if asked.decision:
        return "decided"
    if asked.round.closed_at is not None:
        return "ended"
    if not asked.link_works(timezone.now()):
        return "expired"
    return "open" if text_digest(asked.round.course) == asked.round.digest else "changed"


def _too_many(request: HttpRequest) -> HttpResponse:
    response = _between_us(render(request, "cms/review/guest/too_many.html", status=429))
    response["Retry-After"] = str(IN_SECONDS)
    return response


def _between_us(response: HttpResponse) -> HttpResponse:
    """Neither kept nor indexed, and its address goes nowhere."""
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "no-referrer"
    return response
