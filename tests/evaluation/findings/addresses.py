"""Addresses of the evaluators."""

from typing import Any

from accounts.models import User
from evaluation.findings.models import DataCut
from institutes.models import Membership
from tests.addressing import Address, World
from tests.evaluation.factories import a_cut


def evaluator(world: World) -> User:
    return world.member(Membership.Role.EVALUATOR)


def cut(world: World) -> DataCut:
    return world.once("cut", lambda: a_cut([3], actor=evaluator(world)))


def pilot_slug(world: World) -> dict[str, Any]:
    return {"pilot": cut(world).pilot.slug}


def cut_number(world: World) -> dict[str, Any]:
    return {**pilot_slug(world), "number": cut(world).number}


ADDRESSES = [
    Address("evaluation_home", as_=evaluator),
    Address("evaluation_pilot", make=pilot_slug, as_=evaluator),
    Address("evaluation_counts", make=pilot_slug, as_=evaluator),
    Address(
        "evaluation_cut_take",
        make=pilot_slug,
        as_=evaluator,
        method="post",
        data=lambda world: {"label": "Corte"},
        allowed=302,
    ),
    Address("evaluation_cut", make=cut_number, as_=evaluator),
    Address("evaluation_cut_csv", make=cut_number, as_=evaluator),
]
