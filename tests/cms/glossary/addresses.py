"""Rows of the permission table for the glossary."""

import uuid
from typing import Any

from accounts.models import User
from cms.glossary.models import Equivalent, GlossaryTerm, Remark
from cms.glossary.operations import remark_on, say_equivalent
from institutes.models import Membership
from tests.addressing import Address, World
from tests.cms.pages.factories import make_term
from tests.courses.assessment.factories import NOON


def _author(world: World) -> User:
    return world.member(Membership.Role.AUTHOR)


def _made(world: World) -> GlossaryTerm:
    return world.once("glossary term", lambda: make_term("Lengua", organisation=world.institute))


def _said(world: World) -> Equivalent:
    return world.once(
        "equivalent",
        lambda: say_equivalent(actor=_author(world), term=_made(world), language="hch", text="Niukiyari", at=NOON),
    )


def _term(world: World) -> dict[str, Any]:
    return {"term": _made(world).uid}


def _remarked(world: World) -> Remark:
    return world.once(
        "remark on a term",
        lambda: remark_on(actor=_author(world), term=_made(world), key=uuid.uuid4(), text="Así se dice.", at=NOON),
    )


def _remark(world: World) -> dict[str, Any]:
    return {**_term(world), "remark_id": _remarked(world).pk}


def _equivalent(world: World) -> dict[str, Any]:
    return {**_term(world), "equivalent_id": _said(world).pk}


ADDRESSES = [
    Address("glossary", as_=_author, stranger=200),
    Address("glossary_term", make=_term, as_=_author),
    Address("glossary_say", make=_term, as_=_author, method="post",
            data=lambda world: {"language": "hch", "text": "ɨ"}, allowed=302),
    Address("glossary_withdraw", make=_equivalent, as_=_author, method="post", allowed=302),
    Address("glossary_remark", make=_term, as_=_author, method="post",
            data=lambda world: {"key": str(uuid.uuid4()), "text": "Así se dice."}, allowed=302),
    Address("glossary_take_back", make=_remark, as_=_author, method="post", allowed=302),
]  # fmt: skip
