"""Requests as views behind a sign-in see them, and how large they may be."""

from collections.abc import Callable, Iterable
from typing import Any, TypeVar
from uuid import UUID

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

View = TypeVar("View", bound=Callable[..., Any])


class AuthenticatedRequest(HttpRequest):
    """A request whose ``user`` is an ``accounts.User``: the view is behind ``login_required``."""

    user: Any


def at_most(size: int) -> Callable[[View], View]:
    """Answer 413 to a request of more bytes, before anything of it is read (foundation.middleware)."""

    def mark(view: View) -> View:
        view.largest_request = size  # type: ignore[attr-defined]
        return view

    return mark


def wants_json(request: HttpRequest) -> bool:
    """Whether a script asks, and not a person who waits for a page."""
    return "application/json" in request.headers.get("Accept", "")


def uuids_in(values: Iterable[str]) -> list[UUID]:
    """Identifiers as forms and addresses send them; nonsense among them is passed over."""
    found = []
    for value in values:
        try:
            found.append(UUID(value))
        except ValueError:
            continue
    return found


def way_back(address: str | None) -> str:
    """An address of this site, or the front page."""
    return address if address and url_has_allowed_host_and_scheme(address, allowed_hosts=None) else "/"
