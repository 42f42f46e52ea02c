"""At sign-in and sign-out: a new privacy notice, how one reads, nothing left behind."""

import time
from collections.abc import Callable
from typing import Any

from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from accounts.models import User
from accounts.selectors import must_be_asked_again, reading_choices_of
from foundation.reading import SESSION_KEY

ASK_EVERY = 60 * 60
_FREE = ("/aviso-de-privacidad/", "/cuenta/", "/static/", "/media/", "/salud/", "/idiomas/")


@receiver(user_logged_in)
def look_up_notice(sender: Any, request: HttpRequest | None, user: User, **kwargs: Any) -> None:
    """Remember in the session whether to ask; looked up again every hour, never on each request."""
    if request is not None and hasattr(request, "session"):
        request.session["notice"] = {"ask": must_be_asked_again(user), "until": time.time() + ASK_EVERY}


@receiver(user_logged_out)
def note_sign_out(sender: Any, request: HttpRequest | None, **kwargs: Any) -> None:
    """Tell the middleware that this request ends a session."""
    if request is not None:
        request.META["accounts.signed_out"] = True


class SignedOutMiddleware:
    """After signing out the browser forgets the pages it kept: the next person at a shared computer cannot go back."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.META.get("accounts.signed_out"):
            response["Clear-Site-Data"] = '"cache"'
        return response


@receiver(user_logged_in)
def bring_reading_choices(sender: Any, request: HttpRequest | None, user: User, **kwargs: Any) -> None:
    """What one chose on another device, for this one until something is chosen here."""
    if request is not None and hasattr(request, "session"):
        request.session[SESSION_KEY] = reading_choices_of(user)


class NoticeMiddleware:
    """Sends a page view, never a form or a file, to the new notice; "later" is an answer for an hour."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if self._asks(request):
            return redirect(f"{reverse('accept_notice')}?{urlencode({'next': request.get_full_path()})}")
        return self.get_response(request)

    def _asks(self, request: HttpRequest) -> bool:
        is_page = request.method == "GET" and "text/html" in request.headers.get("Accept", "*/*").replace(
            "*/*", "text/html"
        )
        if not is_page or request.path.startswith(_FREE) or not request.user.is_authenticated:
            return False
        state = request.session.get("notice")
        if state is None or state["until"] < time.time():
            look_up_notice(None, request, request.user)
            state = request.session["notice"]
        return bool(state["ask"])
