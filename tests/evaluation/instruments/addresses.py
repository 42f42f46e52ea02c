"""Addresses of a teacher's part in pilots."""

from typing import Any

from evaluation.instruments.models import Occasion
from institutes.models import Membership
from tests.accounts.factories import TeacherFactory
from tests.addressing import Address, World
from tests.evaluation.factories import a_pilot, enrolled, occasions_of


def occasion(world: World) -> Occasion:
    """A pre-test to which ``world.teacher`` is invited."""

    def make() -> Occasion:
        actor = world.member(Membership.Role.EVALUATOR)
        pilot = a_pilot(actor=actor, institutes=[world.institute])
        enrolled(pilot.edition, world.institute, teacher=world.once("teacher", TeacherFactory.create))
        return occasions_of(pilot, actor)[0]

    return world.once("occasion", make)


def pilot_uid(world: World) -> dict[str, Any]:
    return {"pilot": occasion(world).pilot.uid}


def occasion_uid(world: World) -> dict[str, Any]:
    return {"occasion": occasion(world).uid}


ADDRESSES = [
    Address("pilot_invitation", make=pilot_uid),
    Address("pilot_test", make=occasion_uid, allowed=302),
]
