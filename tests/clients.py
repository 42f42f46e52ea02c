"""Browsers without a window, already signed in."""

from typing import Any

from django.test import Client

from accounts.models import User


def signed_in(user: User, **options: Any) -> Client:
    """A client of a person who has signed in with a password; ``options`` are the client's own."""
    client = Client(**options)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client
