"""Links of the header: every room may add its own without the header knowing the room.

    @navigation(order=40)                                # in an upper room's panels module, imported by apps.ready()
    def desks(request: HttpRequest) -> list[Link]:
        return [Link(reverse("desk", args=[institute.code]), institute.short_name, "building") for institute in …]

``where="public"`` stands in the bar for everybody, ``where="person"`` in the menu of whoever has signed in.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest

LinksFunction = Callable[[HttpRequest], list["Link"]]


@dataclass(frozen=True)
class Link:
    """Where to, what it says, which icon stands beside it."""

    url: str
    label: str
    icon: str = "arrow-right"


_links: dict[str, list[tuple[int, str, LinksFunction]]] = {"public": [], "person": []}


def navigation(*, order: int, where: str = "person") -> Callable[[LinksFunction], LinksFunction]:
    """Register a function that lists links for ``where``; they stand by order, then by name."""

    def register(function: LinksFunction) -> LinksFunction:
        entries = _links[where]
        entries.append((order, f"{function.__module__}.{function.__qualname__}", function))
        entries.sort(key=lambda entry: entry[:2])
        return function

    return register


def links_for(where: str, request: HttpRequest) -> list[Link]:
    """The links for this request, in order."""
    return [link for _order, _name, function in _links[where] for link in function(request)]
