"""Nobody outside an institute learns anything of its drafts, or changes them, whichever door is tried."""

from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client

from accounts.models import User
from cms.pages.operations import collection_of
from tests.addressing import Role, World
from tests.clients import signed_in
from tests.cms.pages.factories import make_course
from tests.institutes.factories import MembershipFactory, OrganisationFactory, give_second_factor
from tests.security.doors import SECRET, Secrets, addresses, everything, make_secrets, state_of_everything

pytestmark = pytest.mark.django_db


@pytest.fixture
def secrets(world: World) -> Secrets:
    """The secrets of one institute, and the place of another one whose people try every door."""
    found = make_secrets()
    own = make_course(organisation=world.institute, title="Curso propio", rich=False, publish=False)
    found.own = {"page": own.get_parent(), "course": own, "collection": collection_of(world.institute)}
    return found


def text_of(response: Any) -> str:
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return str(content.decode(errors="replace")) + str(response.headers)


def what_leaks(client: Client, secrets: Secrets, *, least: int) -> list[str]:
    """Every address at which somebody reads the institute's mark, and every one that fails."""
    found, tried, body = [], 0, everything(secrets)
    for address in dict.fromkeys(addresses(secrets)):
        answers = [("GET", client.get(address)), ("POST", client.post(address, body))]
        tried += len(answers)
        for method, answer in answers:
            told = text_of(answer)
            for echo in (address, quote(address), quote(address, safe="")):  # that which one wrote tells nothing
                told = told.replace(echo, "")
            told = told.casefold()
            if SECRET.casefold() in told or answer.status_code >= 500:
                found.append(f"{method} {answer.status_code} {address}")
    assert tried > least
    return found


def stranger(role: str, world: World) -> User:
    if role == "reviewer":
        partner = OrganisationFactory.create()
        return give_second_factor(MembershipFactory.create(role=Role.REVIEWER, organisation=partner).user)
    return world.teacher if role == "teacher" else world.member(Role(role))


@pytest.mark.parametrize("role", ["author", "institute_admin", "reviewer", "teacher"])
def test_no_door_tells_of_it_or_changes_it(role: str, secrets: Secrets, world: World) -> None:
    client = signed_in(stranger(role, world), raise_request_exception=False)
    before = state_of_everything()
    leaks = what_leaks(client, secrets, least=1_000)
    assert not leaks, "\n".join(leaks)
    for (name, rows), (_name, now) in zip(before, state_of_everything(), strict=True):
        changed = [row for row in rows if row not in now]
        assert not changed, name
