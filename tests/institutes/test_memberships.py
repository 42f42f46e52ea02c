"""Giving and ending roles: rule, trace, right."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from wagtail.models import ModelLogEntry

from institutes.models import Membership, Organisation
from institutes.operations import MembershipRefused, end_membership, grant_membership
from institutes.permissions import institutes_administered_by, institutes_with_desk_for, organisations_staffed_by
from tests.accounts.factories import TeacherFactory, UserFactory
from tests.addressing import World
from tests.institutes.factories import InstituteFactory, MembershipFactory

pytestmark = pytest.mark.django_db
Role = Membership.Role


def now() -> datetime:
    return datetime.now(UTC)


def test_an_administrator_gives_a_role_and_it_is_logged(world: World) -> None:
    administrator = world.member(Role.INSTITUTE_ADMIN)
    given = grant_membership(
        actor=administrator, organisation=world.institute, user=world.teacher, role=Role.CERTIFIER, at=now()
    )
    assert given.valid_to is None
    entry = ModelLogEntry.objects.get(action="institutes.grant")
    assert (entry.user, entry.object_id) == (administrator, str(given.pk))


def test_giving_twice_makes_one(world: World) -> None:
    for _ in range(2):
        grant_membership(actor=None, organisation=world.institute, user=world.teacher, role=Role.AUTHOR, at=now())
    assert Membership.objects.filter(user=world.teacher).count() == 1
    assert ModelLogEntry.objects.filter(action="institutes.grant").count() == 1


@pytest.mark.parametrize("role", [Role.FACILITATOR, Role.CERTIFIER, Role.AUTHOR])
def test_no_other_role_may_give_roles(world: World, role: Membership.Role) -> None:
    with pytest.raises(Organisation.DoesNotExist):
        grant_membership(
            actor=world.member(role), organisation=world.institute, user=world.teacher, role=Role.AUTHOR, at=now()
        )


def test_the_administrator_of_another_institute_is_a_stranger(world: World) -> None:
    with pytest.raises(Organisation.DoesNotExist):
        grant_membership(
            actor=world.stranger_staff, organisation=world.institute, user=world.stranger_staff, role=Role.CERTIFIER,
            at=now(),
        )  # fmt: skip


def test_nobody_makes_state_roles_in_an_institute(world: World) -> None:
    with pytest.raises(PermissionDenied):
        grant_membership(
            actor=world.member(Role.INSTITUTE_ADMIN), organisation=world.institute, user=world.teacher,
            role=Role.SEJ_ADMIN, at=now(),
        )  # fmt: skip


def test_a_role_must_suit_the_kind_of_organisation(world: World) -> None:
    with pytest.raises(MembershipRefused):
        grant_membership(actor=None, organisation=world.institute, user=world.teacher, role=Role.EVALUATOR, at=now())


def test_an_sej_administrator_staffs_every_organisation(world: World) -> None:
    assert organisations_staffed_by(world.member(Role.SEJ_ADMIN)).filter(pk=world.institute.pk).exists()


def test_ending_takes_effect_at_once_and_is_logged(world: World) -> None:
    held = MembershipFactory.create(organisation=world.institute, role=Role.INSTITUTE_ADMIN)
    end_membership(actor=world.member(Role.INSTITUTE_ADMIN), membership=held, at=now())
    assert not institutes_administered_by(held.user).exists()
    assert ModelLogEntry.objects.filter(action="institutes.end").count() == 1


def test_a_role_given_today_can_end_today(world: World) -> None:
    held = grant_membership(actor=None, organisation=world.institute, user=world.teacher, role=Role.AUTHOR, at=now())
    end_membership(actor=None, membership=held, at=now())
    assert not Membership.objects.in_force(timezone.localdate() + timedelta(days=1)).filter(pk=held.pk).exists()


def test_nobody_ends_their_own_administration(world: World) -> None:
    administrator = world.member(Role.INSTITUTE_ADMIN)
    own = Membership.objects.get(user=administrator)
    with pytest.raises(MembershipRefused):
        end_membership(actor=administrator, membership=own, at=now())


def test_a_stranger_cannot_end_a_role(world: World) -> None:
    held = MembershipFactory.create(organisation=world.institute)
    with pytest.raises(Membership.DoesNotExist):
        end_membership(actor=world.stranger_staff, membership=held, at=now())


@time_machine.travel("2026-03-10 12:00 -0600")
@pytest.mark.parametrize(
    ("valid_from", "valid_to", "has_desk"),
    [
        ("2026-03-10", None, True),
        ("2026-03-11", None, False),
        ("2026-03-01", "2026-03-10", False),
        ("2026-03-01", "2026-03-11", True),
    ],
)
def test_a_desk_is_open_only_while_the_role_is_in_force(valid_from: str, valid_to: str | None, has_desk: bool) -> None:
    held = MembershipFactory.create(valid_from=valid_from, valid_to=valid_to)
    assert institutes_with_desk_for(held.user).exists() is has_desk


def test_teachers_and_partners_have_no_desk() -> None:
    partner = MembershipFactory.create(organisation__kind=Organisation.Kind.PARTNER, role=Role.INSTITUTE_ADMIN).user
    assert not institutes_with_desk_for(partner).exists()
    assert not institutes_with_desk_for(TeacherFactory.create()).exists()
    assert not organisations_staffed_by(UserFactory.create()).filter(pk=InstituteFactory.create().pk).exists()
