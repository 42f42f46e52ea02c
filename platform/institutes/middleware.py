"""Whoever holds a role acts with a second factor."""

from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from institutes.standing import Roles

# Sign-in and sign-out, setting up the factor, what every page is drawn with, and the probes.
_FREE = ("/cuenta/", "/static/", "/media/", "/salud/", "/idioma/", "/aviso-de-privacidad/")


class SecondFactorMiddleware:
    """Sends people who hold a role and have no second factor to set one up."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if self._is_free(request) or not Roles.of(request).standing.must_set_up_second_factor:
            return self.get_response(request)
        messages.warning(
            request, _("Your role lets you decide about other people's studies: set up a second factor to go on.")
        )
        return redirect("mfa_activate_totp")

    def _is_free(self, request: HttpRequest) -> bool:
        if request.path.startswith(_FREE) or not request.user.is_authenticated:
            return True
        return settings.DEMONSTRATION and request.session.get("demonstration_sign_in") is True
