"""Nobody outside an institute learns anything of its drafts, or changes them, whichever door is tried."""

from typing import Any
from urllib.parse import quote

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import path, reverse

from accounts.models import User
from cms.pages.operations import collection_of
from tests.addressing import Role, World
from tests.clients import signed_in
from tests.cms.pages.factories import make_course, make_skill
from tests.institutes.factories import MembershipFactory, OrganisationFactory, give_second_factor
from tests.security.doors import (
    ACTIONS,
    SECRET,
    Secrets,
    Unclassified,
    addresses,
    everything,
    fillings,
    make_secrets,
    state_of_everything,
)

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


def test_its_own_author_reads_it_everywhere(secrets: Secrets) -> None:
    """The walk finds what is there to be found: for those whom it belongs to."""
    client = signed_in(secrets.author, raise_request_exception=False)
    read = [address for address in _readable(secrets) if SECRET.casefold() in text_of(client.get(address)).casefold()]
    assert read == _readable(secrets)


def _readable(secrets: Secrets) -> list[str]:
    draft, image = secrets.draft.pk, secrets.image.pk
    return [
        f"/cms/pages/{draft}/", f"/cms/pages/{draft}/edit/", f"/cms/pages/{draft}/history/", "/cms/images/",
        f"/cms/images/{image}/", "/cms/images/chooser/", "/cms/documents/", "/cms/media/", "/cms/media/chooser/audio/",
        f"/cms/api/main/images/{image}/", f"/cms/api/main/pages/{draft}/", "/cms/pages/search/results/?q=borrador",
    ]  # fmt: skip


@pytest.mark.parametrize("report", ["workflow", "workflow_tasks", "site_history", "aging_pages", "page_types_usage"])
def test_reports_are_for_those_who_look_after_all(report: str, world: World) -> None:
    make_course(organisation=world.institute, rich=False, publish=False)
    address = reverse(f"wagtailadmin_reports:{report}")
    assert signed_in(world.member(Role.AUTHOR)).get(address).status_code == 404
    assert signed_in(world.member(Role.SEJ_ADMIN)).get(address).status_code == 200


@pytest.mark.parametrize("page_type", ["coursepage", "lessonpage"])
def test_so_are_lists_of_every_page_of_a_type(page_type: str, world: World) -> None:
    make_course(organisation=world.institute, rich=False, publish=False)
    address = reverse("wagtailadmin_pages:type_use", args=["pages", page_type])
    assert signed_in(world.member(Role.AUTHOR)).get(address).status_code == 404
    assert signed_in(world.member(Role.SEJ_ADMIN)).get(address).status_code == 200


@pytest.mark.parametrize(
    "door", ["/cms/tag-autocomplete/?term=a", "/cms/tag-autocomplete/taggit/tag/?term=a",
             "/cms/bulk/wagtailimages/image/add_tags/?id=1", "/cms/snippets/choose/institutes/membership/"],
)  # fmt: skip
def test_nobody_needs_these(door: str, world: World) -> None:
    """Tags are one heap for the whole installation; a chooser of memberships would name everybody's staff."""
    assert signed_in(world.superuser).get(door).status_code == 404


@pytest.mark.parametrize("role", [Role.CERTIFIER, Role.EVALUATOR, Role.FACILITATOR])
@pytest.mark.parametrize("door", ["/cms/", "/cms/pages/", "/cms/images/"])
def test_whoever_writes_nothing_finds_no_admin_and_no_circle_of_redirects(role: Role, door: str, world: World) -> None:
    assert signed_in(world.member(role)).get(door).status_code == 404


@pytest.mark.parametrize("action", ACTIONS)
def test_no_page_is_acted_upon_through_the_api(action: str, secrets: Secrets) -> None:
    """It passes by what the admin's pages say and ask, for one's own pages too."""
    address = f"/cms/api/main/pages/{secrets.draft.pk}/action/{action}/"
    assert signed_in(secrets.author).post(address, everything(secrets)).status_code == 404


def test_which_lessons_use_a_skill_or_organisation_is_for_the_state(secrets: Secrets, world: World) -> None:
    for model in (make_skill(), secrets.organisation):
        name = f"wagtailsnippets_{model._meta.app_label}_{model._meta.model_name}:usage"
        address = reverse(name, args=[model.pk])
        assert signed_in(world.member(Role.INSTITUTE_ADMIN)).get(address).status_code == 404


def test_an_address_nobody_thought_of_is_named(secrets: Secrets) -> None:
    unknown = path("cms/nuevo/<int:gadget_id>/", lambda request: HttpResponse(), name="new_door")
    with pytest.raises(Unclassified, match="gadget_id"):
        list(fillings("wagtailnew:new_door", unknown, secrets))
