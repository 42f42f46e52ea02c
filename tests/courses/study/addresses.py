"""Who gets in at the addresses of groups and invitations."""

from typing import Any

from courses.cohorts.models import Cohort
from tests.addressing import Address, Role, World
from tests.courses.cohorts.factories import make_cohort


def the_cohort(world: World) -> Cohort:
    return world.once("cohort", lambda: make_cohort(organisation=world.institute))


def _one(world: World) -> dict[str, Any]:
    return {"code": world.institute.code, "pk": the_cohort(world).pk}


def _administrator(world: World) -> Any:
    return world.member(Role.INSTITUTE_ADMIN)


ADDRESSES = [
    Address("cohorts", make=lambda world: {"code": world.institute.code}, as_=_administrator),
    Address("cohort", make=_one, as_=_administrator),
    Address("cohort", make=_one, as_=lambda world: world.member(Role.CERTIFIER)),
    Address("cohort_csv", make=_one, as_=_administrator),
    Address("invitation", anonymous=200, stranger=200, make=lambda w: {"invitation": the_cohort(w).invitation}),
]
