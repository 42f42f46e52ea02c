"""Rows of the permission table for what changes with the next edition of a course."""

from typing import Any

from accounts.models import User
from cms.pages.models import CoursePage
from institutes.models import Membership
from tests.addressing import Address, World
from tests.cms.pages.factories import make_course

Role = Membership.Role


def _course(world: World) -> CoursePage:
    return world.once("changed course", lambda: make_course(organisation=world.institute, rich=False, publish=False))


def _course_id(world: World) -> dict[str, Any]:
    return {"course_id": _course(world).pk}


def _author(world: World) -> User:
    _course(world)
    return world.member(Role.AUTHOR)


def _administrator(world: World) -> User:
    _course(world)
    return world.member(Role.INSTITUTE_ADMIN)


ADDRESSES = [
    Address("course_changes", make=_course_id, as_=_author),
    Address("course_edition_notes", make=_course_id, as_=_author, method="post", allowed=302),
    Address("course_publish", make=_course_id, as_=_administrator, method="post", allowed=302),
]
