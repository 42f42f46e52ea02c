"""Who gets which answer at the addresses of evidence."""

from collections.abc import Callable
from typing import Any

from courses.assessment.models import Evidence
from institutes.models import Membership
from tests.addressing import Address, World
from tests.courses.assessment.factories import make_edition, make_enrolment
from tests.courses.assessment.test_evidence import hand_in, photo
from tests.courses.cohorts.factories import make_cohort
from tests.courses.editions.courses import published_course
from tests.courses.study.factories import make_enrolment as enrolment_in


def _evidence(world: World) -> Evidence:
    enrolment = world.once("assessed", lambda: make_enrolment(world.teacher, make_edition(world.institute)))
    return world.once("evidence", lambda: hand_in(enrolment, upload=photo()))


def _file(access: str, *, accepted: bool = False) -> Callable[[World], dict[str, Any]]:
    """The file of the evidence, of some access level."""

    def make(world: World) -> dict[str, Any]:
        evidence = _evidence(world)
        evidence.pieces.update(access=access)
        Evidence.objects.filter(pk=evidence.pk).update(status="accepted" if accepted else "submitted")
        return {"uid": evidence.pieces.get().uid}

    return make


def _staff(world: World) -> Any:
    return world.member(Membership.Role.INSTITUTE_ADMIN)


def _certifier(world: World) -> Any:
    return world.member(Membership.Role.CERTIFIER)


def _person(world: World) -> dict[str, Any]:
    cohort = world.once("assessed cohort", lambda: make_cohort(organisation=world.institute))
    enrolment = world.once("assessed person", lambda: enrolment_in(cohort=cohort, teacher=world.teacher))
    return {"code": world.institute.code, "pk": cohort.pk, "enrolment": enrolment.uid}


def _course(world: World) -> dict[str, Any]:
    return {"course_id": world.once("regraded course", lambda: published_course(world.institute)).pk}


def _author(world: World) -> Any:
    _course(world)
    return world.member(Membership.Role.AUTHOR)


ADDRESSES = [
    Address("course_regrading", make=_course, as_=_author),
    Address("course_regrading", method="post", stranger=404, allowed=404, make=_course, as_=_author),
    Address("extra_time", method="post", allowed=302, make=_person, as_=_staff, data=lambda world: {"percent": "50"}),
    Address("evidence_file", anonymous=404, make=_file("programme")),
    Address("evidence_file", anonymous=404, make=_file("programme"), as_=_staff),
    Address("evidence_file", anonymous=404, make=_file("community")),
    Address("evidence_file", anonymous=404, allowed=404, make=_file("community"), as_=_certifier),
    Address("evidence_file", anonymous=404, make=_file("public")),
    Address("evidence_file", anonymous=200, stranger=200, make=_file("public", accepted=True)),
]
