"""Panels: a lower room keeps a page open to what upper rooms have to show there, without knowing them.

    @panel("my_place", order=20)                    # in an upper room's apps.ready(), through its panels module
    def certificates(user: User) -> Panel | None:   # None: nothing to show
        return Panel("certification/credentials/_my_certificates.html", {"certificates": certificates_of(user)})

    panels_for("my_place", user=request.user)       # in the page's view
    {% load platform_tags %}{% panels "my_place" user=request.user %}       # or straight from its template

Places in use: ``my_place`` (user), ``evidence`` (user, evidence; beside what is reviewed), ``handed_in`` (user,
evidence, task; beside one's own), ``profile`` (user),
``catalogue`` (user; for whoever is signed in),
``desk`` (user, organisation), ``evaluation`` (user), ``home`` (), ``course_review`` (user, course), ``study_news``
and ``study`` (user, enrolment; above and within the summary of a course), ``lesson`` (user, enrolment with its
cohort, lesson; beneath a lesson, whose panels ask the database for nothing), ``person`` (rights, enrolment; one
person of a cohort), and as sections ``group`` (rights; the pages of a cohort).

Sections are entries of a page's navigation, contributed in the same way:

    @section("desk", order=10)
    def groups(user: User, organisation: Organisation) -> Section | None:
        return Section(_("Groups"), reverse("cohorts", args=[organisation.code]))
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

Made = TypeVar("Made")
PanelFunction = Callable[..., "Panel | None"]
SectionFunction = Callable[..., "Section | None"]


@dataclass(frozen=True)
class Panel:
    """A fragment and all that it reads."""

    template: str
    context: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Section:
    """An entry of a page's own navigation."""

    label: str
    url: str


class Register(Generic[Made]):
    """Functions by place; each is asked with the page's arguments and may answer None."""

    def __init__(self) -> None:
        self._places: dict[str, list[tuple[int, str, Callable[..., Made | None]]]] = {}

    def add(self, place: str, order: int, function: Callable[..., Made | None]) -> None:
        entries = self._places.setdefault(place, [])
        entries.append((order, f"{function.__module__}.{function.__qualname__}", function))
        entries.sort(key=lambda entry: entry[:2])

    def ask(self, place: str, **arguments: Any) -> list[Made]:
        made = (function(**arguments) for _order, _name, function in self._places.get(place, []))
        return [one for one in made if one is not None]


_panels: Register[Panel] = Register()
_sections: Register[Section] = Register()


def panel(place: str, *, order: int) -> Callable[[PanelFunction], PanelFunction]:
    """Register a function that makes a panel for ``place``; panels stand by order, then by name."""

    def register(function: PanelFunction) -> PanelFunction:
        _panels.add(place, order, function)
        return function

    return register


def section(place: str, *, order: int) -> Callable[[SectionFunction], SectionFunction]:
    """Register a function that makes an entry of the navigation of ``place``."""

    def register(function: SectionFunction) -> SectionFunction:
        _sections.add(place, order, function)
        return function

    return register


def panels_for(place: str, **arguments: Any) -> list[Panel]:
    """The panels that have something to show, in order."""
    return _panels.ask(place, **arguments)


def sections_for(place: str, **arguments: Any) -> list[Section]:
    """The entries of the navigation of ``place``, in order."""
    return _sections.ask(place, **arguments)
