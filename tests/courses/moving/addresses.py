"""Who gets in at the addresses of moving to a newer edition."""

from typing import Any

from courses.cohorts.models import Cohort
from courses.moving.operations import move_to_edition
from courses.study.models import Enrolment
from tests.addressing import Address, Role, World
from tests.courses.cohorts.factories import make_cohort
from tests.courses.editions.factories import make_edition
from tests.courses.moving.factories import SOON, mixed, next_edition
from tests.courses.study.addresses import administrator
from tests.courses.study.factories import make_enrolment


def _cohort(world: World) -> Cohort:
    """A group whose course has a newer edition."""

    def make() -> Cohort:
        edition = make_edition(lessons=4, organisation=world.institute)
        next_edition(edition, mixed)
        return make_cohort(edition=edition, organisation=world.institute)

    return world.once("cohort with a newer edition", make)


def _enrolment(world: World) -> Enrolment:
    return world.once("enrolment behind", lambda: make_enrolment(cohort=_cohort(world), teacher=world.teacher))


def own(world: World) -> dict[str, Any]:
    return {"enrolment": _enrolment(world).uid}


def _moved(world: World) -> dict[str, Any]:
    enrolment = _enrolment(world)
    newest = enrolment.course.editions.latest("number")
    move_to_edition(actor=world.teacher, enrolment=enrolment, edition=newest, at=SOON)
    return own(world)


def group(world: World) -> dict[str, Any]:
    _enrolment(world)
    return {"code": world.institute.code, "pk": _cohort(world).pk}


ADDRESSES = [
    Address("move_edition", make=own),
    Address("move_back", method="post", allowed=302, make=_moved),
    Address("cohort_edition", make=group, as_=administrator),
    Address("cohort_edition", make=group, as_=lambda world: world.member(Role.CERTIFIER), allowed=404),
    Address("cohort_edition", make=group, allowed=404),
]
