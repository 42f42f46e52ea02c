"""Who gets which answer at the addresses of programmes."""

from typing import Any

from courses.programmes.models import Programme
from tests.addressing import Address, Role, World
from tests.courses.programmes.factories import draft_programme, make_programme


def _public(world: World) -> dict[str, Any]:
    programme: Programme = world.once("programme", lambda: make_programme(organisation=world.institute))
    return {"slug": programme.slug}


def _draft(world: World) -> Programme:
    return world.once("draft programme", lambda: draft_programme(organisation=world.institute))


def _draft_id(world: World) -> dict[str, Any]:
    return {"programme_id": _draft(world).pk}


def _revision(world: World) -> dict[str, Any]:
    return {"revision": _draft(world).latest_revision_id}


def _administrator(world: World) -> Any:
    return world.member(Role.INSTITUTE_ADMIN)


ADDRESSES = [
    Address("programmes", anonymous=200, stranger=200),
    Address("programme", anonymous=200, stranger=200, make=_public),
    Address("programme_follow", method="post", stranger=302, allowed=302, make=_public),
    Address("programme_leave", method="post", stranger=302, allowed=302, make=_public),
    Address("programme_approval", make=_draft_id, as_=lambda world: world.member(Role.AUTHOR)),
    Address("programme_publish", method="post", allowed=302, make=_draft_id, data=_revision, as_=_administrator),
    Address("programme_withdraw", method="post", allowed=302, make=_draft_id, as_=_administrator),
]
