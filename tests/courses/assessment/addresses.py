"""Who gets which answer at the addresses of evidence."""

from typing import Any
from uuid import UUID

from courses.assessment.models import Evidence
from courses.assessment.operations import submit_evidence
from institutes.models import Membership
from tests.addressing import Address, World
from tests.courses.assessment.factories import NOON, make_edition, make_enrolment, uid
from tests.courses.assessment.test_evidence import photo


def _evidence(world: World) -> Evidence:
    def make() -> Evidence:
        enrolment = make_enrolment(world.teacher, make_edition(world.institute))
        return submit_evidence(
            actor=enrolment.teacher, enrolment=enrolment, block_uid=UUID(uid("task")), text="", upload=photo(), at=NOON
        )

    return world.once("evidence", make)


def _review(world: World) -> dict[str, Any]:
    return {"code": world.institute.code, "uid": _evidence(world).uid}


def _staff(world: World) -> Any:
    return world.member(Membership.Role.INSTITUTE_ADMIN)


ADDRESSES = [
    Address("evidence_queue", make=lambda world: {"code": world.institute.code}, as_=_staff),
    Address("evidence_review", make=_review, as_=_staff),
    Address(
        "evidence_review", method="post", allowed=302, make=_review, as_=_staff, data=lambda world: {"accept": "1"}
    ),
    Address("evidence_file", make=lambda world: {"uid": _evidence(world).uid}),
    Address("evidence_file", make=lambda world: {"uid": _evidence(world).uid}, as_=_staff),
]
