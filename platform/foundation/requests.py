"""Requests as views behind a sign-in see them."""

from typing import Any

from django.http import HttpRequest


class AuthenticatedRequest(HttpRequest):
    """A request whose ``user`` is an ``accounts.User``: the view is behind ``login_required``."""

    user: Any
