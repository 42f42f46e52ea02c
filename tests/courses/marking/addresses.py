"""Who gets which answer at the addresses of marking."""

from typing import Any

from courses.marking.models import Work
from courses.study.models import Enrolment
from institutes.models import Membership
from tests.addressing import Address, World
from tests.courses.assessment.factories import make_edition, make_enrolment
from tests.courses.cohorts.factories import UNDER_WAY, make_cohort
from tests.courses.marking.factories import CRITERION, WELL, give, open_answer

Role = Membership.Role


def _enrolment(world: World) -> Enrolment:
    def make() -> Enrolment:
        enrolment = make_enrolment(world.teacher, make_edition(world.institute))
        cohort = make_cohort(edition=enrolment.edition, organisation=world.institute, **UNDER_WAY)
        Enrolment.objects.filter(pk=enrolment.pk).update(cohort=cohort)
        enrolment.refresh_from_db()
        return enrolment

    return world.once("answering", make)


def _work(world: World) -> Work:
    return world.once("work", lambda: open_answer(_enrolment(world)))


def _marked(world: World) -> Work:
    def make() -> Work:
        give(_work(world), world.member(Role.INSTITUTE_ADMIN))
        return _work(world)

    return world.once("marked", make)


def _staff(world: World) -> Any:
    return world.member(Role.INSTITUTE_ADMIN)


def _one(world: World) -> dict[str, Any]:
    return {"code": world.institute.code, "uid": _work(world).uid}


def _group(world: World) -> dict[str, Any]:
    return {"code": world.institute.code, "pk": _enrolment(world).cohort_id}


def _level(_world: World) -> dict[str, Any]:
    return {f"level-{CRITERION}": WELL}


ADDRESSES = [
    Address("marking_queue", make=lambda world: {"code": world.institute.code}, as_=_staff),
    Address("marking_group", make=_group, as_=_staff),
    Address("marking_work", make=_one, as_=_staff),
    Address("marking_work", method="post", allowed=302, make=_one, as_=_staff, data=_level),
    Address("own_mark", make=lambda world: {"uid": _marked(world).uid}),
    Address("own_mark", method="post", allowed=422, make=lambda world: {"uid": _marked(world).uid}),
]
