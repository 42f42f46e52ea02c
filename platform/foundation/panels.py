"""Panels: a lower room keeps a page open to what upper rooms have to show there, without knowing them.

    @panel("my_place", order=20)                    # in an upper room's apps.ready(), through its panels module
    def certificates(user: User) -> Panel | None:   # None: nothing to show
        return Panel("certification/credentials/_my_certificates.html", {"certificates": certificates_of(user)})

    panels_for("my_place", user=request.user)       # in the page's view; its template loops {% include panel.template %}

Places in use: ``my_place`` (user), ``desk`` (user, organisation), ``evaluation`` (user), ``home`` ().
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

PanelFunction = Callable[..., "Panel | None"]


@dataclass(frozen=True)
class Panel:
    """A fragment and all that it reads."""

    template: str
    context: dict[str, Any] = field(default_factory=dict)


_panels: dict[str, list[tuple[int, str, PanelFunction]]] = {}


def panel(place: str, *, order: int) -> Callable[[PanelFunction], PanelFunction]:
    """Register a function that makes a panel for ``place``; panels stand by order, then by name."""

    def register(function: PanelFunction) -> PanelFunction:
        entries = _panels.setdefault(place, [])
        entries.append((order, f"{function.__module__}.{function.__qualname__}", function))
        entries.sort(key=lambda entry: entry[:2])
        return function

    return register


def panels_for(place: str, **arguments: Any) -> list[Panel]:
    """The panels that have something to show, in order."""
    made = (function(**arguments) for _order, _name, function in _panels.get(place, []))
    return [panel for panel in made if panel is not None]
