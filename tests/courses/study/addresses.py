"""Who gets in at the addresses of groups, of invitations, and of leaving and coming back."""

from datetime import UTC, datetime
from typing import Any

from accounts.models import User
from courses.cohorts.models import Cohort
from courses.study.models import Enrolment
from courses.study.operations import withdraw
from institutes.models import Membership
from tests.addressing import Address, Role, World
from tests.courses.cohorts.factories import make_cohort, make_link
from tests.courses.study.factories import LATER, make_enrolment


def the_cohort(world: World) -> Cohort:
    return world.once("cohort", lambda: make_cohort(organisation=world.institute))


def the_enrolment(world: World) -> Enrolment:
    """The teacher's own, in the cohort."""
    return world.once(
        "enrolment in the cohort", lambda: make_enrolment(cohort=the_cohort(world), teacher=world.teacher)
    )


def the_facilitator(world: World) -> User:
    """Who accompanies the cohort and no other."""
    facilitator = world.member(Membership.Role.FACILITATOR)
    the_cohort(world).facilitators.add(facilitator)
    return facilitator


def administrator(world: World) -> User:
    return world.member(Role.INSTITUTE_ADMIN)


def one(world: World) -> dict[str, Any]:
    return {"code": world.institute.code, "pk": the_cohort(world).pk}


def person(world: World) -> dict[str, Any]:
    return {**one(world), "enrolment": the_enrolment(world).uid}


def own(world: World) -> dict[str, Any]:
    return {"enrolment": the_enrolment(world).uid}


def _left(world: World) -> dict[str, Any]:
    withdraw(actor=world.teacher, enrolment=the_enrolment(world), at=LATER)
    return own(world)


def _by_invitation(world: World) -> dict[str, Any]:
    found, cohort = cohort_of(world), the_cohort(world)
    cohort.is_public = False
    cohort.save()
    return found


def cohort_of(world: World) -> dict[str, Any]:
    the_enrolment(world)
    return {"pk": the_cohort(world).pk}


def _dead_link(world: World) -> dict[str, Any]:
    _by_invitation(world)
    return {"invitation": make_link(the_cohort(world), revoked_at=datetime(2026, 9, 2, tzinfo=UTC)).token}


ADDRESSES = [
    Address("cohorts", make=lambda world: {"code": world.institute.code}, as_=administrator),
    Address("cohort", make=one, as_=administrator),
    Address("cohort", make=one, as_=lambda world: world.member(Role.CERTIFIER)),
    Address("cohort", make=one, as_=the_facilitator),
    Address("cohort_csv", make=one, as_=administrator),
    Address("person", make=person, as_=administrator),
    Address("person", make=person, as_=the_facilitator),
    Address("person", make=person, as_=lambda world: world.member(Role.CERTIFIER), allowed=404),
    Address("person", make=person, allowed=404),
    Address("waiting_list", make=one, as_=administrator),
    Address("waiting_list", make=one, as_=the_facilitator, allowed=404),
    Address("group", anonymous=200, stranger=200, make=cohort_of),
    Address("group", anonymous=404, make=_by_invitation),
    Address("invitation", anonymous=200, stranger=200, make=lambda w: {"invitation": make_link(the_cohort(w)).token}),
    Address("invitation", anonymous=410, stranger=410, make=_dead_link),
    # A batch without events is none: 400 for whoever is signed in.
    Address("events", method="post", anonymous=401, stranger=400, allowed=400),
    Address("set_aside_events", stranger=200),
    Address("records_set_aside", as_=lambda world: world.member(Role.SEJ_ADMIN)),
    Address("records_set_aside", as_=administrator, allowed=404),
    Address("set_aside_again", method="post", stranger=302, allowed=302),
    Address("study_leave", make=own),
    Address("study_return", method="post", allowed=302, make=_left),
]
