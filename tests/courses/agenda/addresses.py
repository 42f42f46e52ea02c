"""Who gets which answer at the addresses of the calendar."""

from typing import Any

from courses.agenda.operations import open_feed
from tests.addressing import Address, World
from tests.courses.agenda.factories import NOON


def _token(world: World) -> dict[str, Any]:
    return {"token": open_feed(teacher=world.teacher, at=NOON).token}


ADDRESSES = [
    Address("calendar", anonymous=200, stranger=200),
    Address("calendar_feed", anonymous=200, stranger=200),
    Address("personal_calendar_feed", anonymous=200, stranger=200, make=_token),
    Address("own_calendar", stranger=200),
    Address("own_calendar", method="post", stranger=302, allowed=302),
    Address("calendar_revoke", method="post", stranger=302, allowed=302),
]
