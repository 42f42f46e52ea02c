"""Rows of the permission table for the translation desk."""

from typing import Any

from accounts.models import User
from tests.addressing import Address, World
from tests.cms.desk.factories import HCH, Desk, make_desk


def _desk(world: World) -> Desk:
    return world.once("translation desk", lambda: make_desk(organisation=world.institute))


def _translator(world: World) -> User:
    return _desk(world).translator


def _course(world: World) -> dict[str, Any]:
    return {"course": _desk(world).course.translation_key, "language": HCH}


def _part(world: World) -> dict[str, Any]:
    return {**_course(world), "part": str(_desk(world).course.translation_key)}


def _with_desk(world: World) -> dict[str, Any]:
    _desk(world)
    return {}


ADDRESSES = [
    Address("translation_desk", make=_with_desk, as_=_translator, stranger=200),
    Address("translation_course", make=_course, as_=_translator),
    Address("translation_table", make=lambda world: {**_course(world), "kind": "csv"}, as_=_translator),
    Address("translation_import", make=_course, as_=_translator, method="post", allowed=422),
    Address("translation_part", make=_part, as_=_translator),
    Address("translation_save", make=_part, as_=_translator, method="post", allowed=302),
    Address("translation_review", make=_part, as_=_translator, method="post", allowed=302),
    Address("translation_voice", make=_part, as_=_translator, method="post", allowed=422),
    Address("translations_api", make=_course, as_=_translator, anonymous=401),
]  # fmt: skip
