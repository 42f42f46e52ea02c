"""Who gets in at the addresses of sessions and rolls."""

from typing import Any

from courses.attendance.models import Session
from tests.addressing import Address, Role, World
from tests.courses.attendance.factories import make_session
from tests.courses.study.addresses import administrator, one, the_cohort, the_enrolment, the_facilitator


def the_session(world: World) -> Session:
    return world.once("session", lambda: make_session(the_cohort(world)))


def _session(world: World) -> dict[str, Any]:
    return {**one(world), "session": the_session(world).pk}


def _kind(make: Any, kind: str) -> Any:
    return lambda world: {**make(world), "kind": kind}


def _code(world: World) -> dict[str, Any]:
    the_enrolment(world)
    return {"code": the_session(world).code}


ADDRESSES = [
    Address("sessions", make=one, as_=administrator),
    Address("sessions", make=one, as_=the_facilitator),
    Address("sessions", make=one, as_=lambda world: world.member(Role.CERTIFIER), allowed=404),
    Address("session_plan", make=one, as_=the_facilitator),
    Address("attendance_table", make=_kind(one, "csv"), as_=the_facilitator),
    Address("attendance_table", make=_kind(one, "pdf"), as_=the_facilitator, allowed=404),
    Address("roll", make=_session, as_=the_facilitator),
    Address("roll", make=_session, allowed=404),
    Address("session_change", make=_session, as_=the_facilitator),
    Address("session_cancel", method="post", allowed=302, make=_session, as_=the_facilitator),
    Address("session_code", make=_session, as_=the_facilitator),
    Address("roll_table", make=_kind(_session, "xlsx"), as_=the_facilitator),
    Address("roll_import", method="post", allowed=422, make=_session, as_=the_facilitator),
    Address("session_sign_in", make=_code),
]
