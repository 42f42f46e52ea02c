"""Rows of the permission table for the authors' box of proposals."""

from typing import Any

from accounts.models import User
from cms.pages.models import CoursePage
from institutes.models import Membership
from tests.addressing import Address, World
from tests.cms.proposals.factories import make_proposal, make_published_course

Role = Membership.Role


def _course(world: World) -> CoursePage:
    return world.once("course with proposals", lambda: make_published_course(world.institute))


def _uid(world: World) -> dict[str, Any]:
    return {"uid": world.once("proposal", lambda: make_proposal(_course(world))).uid}


def _as(role: Membership.Role) -> Any:
    def person(world: World) -> User:
        _course(world)
        return world.member(role)

    return person


def _with_course(world: World) -> dict[str, Any]:
    _course(world)
    return {}


ADDRESSES = [
    Address("proposals_box", make=_with_course, as_=_as(Role.AUTHOR)),
    Address("proposal_desk", make=_uid, as_=_as(Role.AUTHOR)),
    Address(
        "proposal_decide", make=_uid, as_=_as(Role.AUTHOR), method="post", allowed=302,
        data=lambda world: {"decision": "take_up"},
    ),
    Address("proposal_visibility", make=_uid, as_=_as(Role.AUTHOR), method="post", allowed=404),
    Address("proposal_visibility", make=_uid, as_=_as(Role.INSTITUTE_ADMIN), method="post", allowed=302),
]  # fmt: skip
