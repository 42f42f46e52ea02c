"""Making, changing and closing groups: rules, rights, traces, pages."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import ModelLogEntry

from courses.cohorts.models import Cohort
from courses.cohorts.operations import CohortRefused, change_cohort, close, create_cohort
from courses.cohorts.permissions import cohorts_managed_by, cohorts_seen_by
from courses.cohorts.selectors import open_cohorts
from institutes.models import Membership, Organisation
from tests.accounts.factories import UserFactory
from tests.addressing import World
from tests.courses.cohorts.factories import make_cohort
from tests.courses.editions.factories import make_edition
from tests.institutes.factories import MembershipFactory

pytestmark = pytest.mark.django_db
Role = Membership.Role
NOW = datetime(2026, 9, 1, 12, tzinfo=UTC)
FACTS: dict[str, Any] = {
    "name": "Grupo A",
    "opens_on": date(2026, 8, 1),
    "closes_on": date(2026, 9, 30),
    "starts_on": date(2026, 9, 1),
    "ends_on": date(2026, 12, 1),
}


def _create(**changes: Any) -> Cohort:
    admin = MembershipFactory.create(role=Role.INSTITUTE_ADMIN)
    facts = {"actor": admin.user, "organisation": admin.organisation, **FACTS} | changes
    return create_cohort(edition=make_edition(organisation=admin.organisation), at=NOW, **facts)


def test_an_administrator_makes_a_group_and_leaves_a_trace() -> None:
    cohort = _create(capacity=20)
    assert len(cohort.links.get().token) >= 12
    assert ModelLogEntry.objects.filter(action="cohorts.create").count() == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"opens_on": date(2026, 10, 1)},
        {"ends_on": date(2026, 8, 30)},
        {"closes_on": date(2026, 12, 2)},
        {"capacity": 0},
    ],
)
def test_impossible_facts_are_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(CohortRefused):
        _create(**changes)
    assert not Cohort.objects.exists()


def test_the_same_name_twice_is_refused() -> None:
    cohort = _create()
    actor = MembershipFactory.create(role=Role.INSTITUTE_ADMIN, organisation=cohort.organisation).user
    with pytest.raises(CohortRefused):
        create_cohort(actor=actor, organisation=cohort.organisation, edition=cohort.edition, at=NOW, **FACTS)


def test_only_facilitators_of_the_institute_accompany() -> None:
    with pytest.raises(CohortRefused):
        _create(facilitators=[UserFactory.create()])


@pytest.mark.parametrize("role", [Role.FACILITATOR, Role.CERTIFIER, Role.AUTHOR])
def test_other_roles_make_none(role: Membership.Role) -> None:
    member = MembershipFactory.create(role=role)
    with pytest.raises(Organisation.DoesNotExist):
        _create(actor=member.user, organisation=member.organisation)


def test_changing_and_closing_belong_to_the_administrator() -> None:
    cohort = make_cohort()
    admin = MembershipFactory.create(role=Role.INSTITUTE_ADMIN, organisation=cohort.organisation).user
    stranger = MembershipFactory.create(role=Role.INSTITUTE_ADMIN).user
    with pytest.raises(Cohort.DoesNotExist):
        change_cohort(actor=stranger, cohort=cohort, changes={"name": "B"}, at=NOW)
    with pytest.raises(Cohort.DoesNotExist):
        close(actor=stranger, cohort=cohort, at=NOW)
    change_cohort(actor=admin, cohort=cohort, changes={"name": "B"}, at=NOW)
    with pytest.raises(TypeError):
        change_cohort(actor=admin, cohort=cohort, changes={"edition": make_edition()}, at=NOW)
    close(actor=admin, cohort=cohort, at=NOW)
    close(actor=admin, cohort=cohort, at=NOW)
    cohort.refresh_from_db()
    assert (cohort.name, cohort.closed_at) == ("B", NOW)
    assert ModelLogEntry.objects.filter(action="cohorts.close").count() == 1


def test_open_cohorts_are_public_within_their_dates_and_not_closed() -> None:
    cohort = make_cohort()
    make_cohort(edition=cohort.edition, is_public=False)
    make_cohort(edition=cohort.edition, closed_at=NOW)
    assert list(open_cohorts(cohort.edition, date(2026, 9, 1))) == [cohort]
    assert not open_cohorts(cohort.edition, date(2026, 10, 1))


def test_who_sees_and_who_manages() -> None:
    cohort = make_cohort()
    admin, certifier, facilitator = (
        MembershipFactory.create(role=role, organisation=cohort.organisation).user
        for role in (Role.INSTITUTE_ADMIN, Role.CERTIFIER, Role.FACILITATOR)
    )
    assert [cohorts_managed_by(user).exists() for user in (admin, certifier, facilitator)] == [True, False, False]
    assert [cohorts_seen_by(user).exists() for user in (admin, certifier, facilitator)] == [True, True, False]
    cohort.facilitators.add(facilitator)
    assert cohorts_seen_by(facilitator).get() == cohort


def test_the_form_makes_a_group_and_says_what_is_wrong(world: World, client: Client) -> None:
    edition = make_edition(organisation=world.institute)
    client.force_login(world.member(Role.INSTITUTE_ADMIN), backend="django.contrib.auth.backends.ModelBackend")
    address = reverse("cohort_create", args=[world.institute.code])
    sent = {name: str(value) for name, value in FACTS.items()} | {"edition": edition.pk}
    wrong = client.post(address, sent | {"opens_on": "2026-11-01"})
    assert wrong.status_code == 422
    assert client.post(address, {}).status_code == 422
    assert not Cohort.objects.exists()
    assert client.post(address, sent).status_code == 302
    cohort = Cohort.objects.get()
    change = reverse("cohort_change", args=[world.institute.code, cohort.pk])
    assert client.post(change, sent | {"name": "Grupo B"}).status_code == 302
    assert Cohort.objects.get().name == "Grupo B"
