"""What happened to something, told by every room that had a part in it, without the page knowing the rooms.

    @happened                                       # in a room's panels module, imported by apps.ready()
    def editions(course_uid: UUID, slug: str) -> list[Event]:
        return [Event(edition.published_at, …) for edition in …]

    history_of(course_uid=course.uid, slug=course.slug)     # everything, newest first

Whatever a room tells here is public: it stands on a page without an account and in a feed.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

Source = Callable[..., Iterable["Event"]]
_sources: list[Source] = []


@dataclass(frozen=True)
class Event:
    """``key`` names it for ever; ``kind`` is a word of its room; ``by`` is who did it, as far as that is public."""

    at: datetime
    key: str
    kind: str
    title: str
    text: str = ""
    by: str = ""
    icon: str = "info"
    url: str = ""


def happened(source: Source) -> Source:
    """Register a function that tells events of a course."""
    _sources.append(source)
    return source


def history_of(*, course_uid: UUID, slug: str) -> list[Event]:
    """Every event, newest first."""
    events = [event for source in _sources for event in source(course_uid=course_uid, slug=slug)]
    return sorted(events, key=lambda event: (event.at, event.key), reverse=True)
