"""Whoever holds a role acts with a second factor; teachers need none and pay nothing for the rule."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from institutes.models import Membership
from institutes.operations import end_membership, grant_membership
from tests.accounts.factories import TeacherFactory
from tests.clients import signed_in
from tests.institutes.factories import InstituteFactory, MembershipFactory, give_second_factor

pytestmark = pytest.mark.django_db
PAGE = "/mi/perfil/"


@pytest.mark.parametrize("role", list(Membership.Role))
def test_every_role_is_sent_to_set_one_up(role: Membership.Role) -> None:
    answer = signed_in(MembershipFactory.create(role=role).user).get(PAGE)
    assert answer["Location"] == "/cuenta/2fa/totp/activate/"


def test_forms_are_refused_as_well_as_pages() -> None:
    answer = signed_in(MembershipFactory.create().user).post("/mi/perfil/datos/", {"given_names": "Otra"})
    assert answer["Location"] == "/cuenta/2fa/totp/activate/"


def test_with_it_the_way_is_free() -> None:
    assert signed_in(give_second_factor(MembershipFactory.create().user)).get(PAGE).status_code == 200


def test_a_teacher_needs_none() -> None:
    assert signed_in(TeacherFactory.create()).get(PAGE).status_code == 200


def test_a_role_given_or_ended_during_a_session_counts_at_the_next_request() -> None:
    user = TeacherFactory.create()
    client = signed_in(user)
    assert client.get(PAGE).status_code == 200
    held = grant_membership(
        actor=None, organisation=InstituteFactory.create(), user=user, role=Membership.Role.AUTHOR, at=timezone.now()
    )
    assert client.get(PAGE).status_code == 302
    end_membership(actor=None, membership=held, at=timezone.now())
    assert client.get(PAGE).status_code == 200


def test_signing_out_and_setting_up_stay_possible() -> None:
    client = signed_in(MembershipFactory.create().user)
    assert client.get("/cuenta/logout/").status_code == 200
    assert client.get("/cuenta/2fa/totp/activate/")["Location"].startswith("/cuenta/reauthenticate/")


def demonstration_session(user: User) -> Client:
    client = signed_in(user)
    session = client.session
    session["demonstration_sign_in"] = True
    session.save()
    return client


def test_a_demonstration_session_is_let_through_only_in_demonstration(settings: Any) -> None:
    client = demonstration_session(MembershipFactory.create().user)
    settings.DEMONSTRATION = False
    assert client.get(PAGE).status_code == 302
    settings.DEMONSTRATION = True
    assert client.get(PAGE).status_code == 200


def test_a_teacher_pays_no_query_for_the_rule(django_assert_max_num_queries: Any) -> None:
    client, address = signed_in(TeacherFactory.create()), "/trabajos/00000000-0000-4000-8000-000000000000/estado/"
    client.get(address)  # the header's number of waiting messages is remembered from here on
    with django_assert_max_num_queries(3):  # session, user and the job that is not theirs
        assert client.get(address).status_code == 404
