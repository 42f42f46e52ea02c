"""One page signs people in: the one that asks for the second factor and counts attempts."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.views import LoginView
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, resolve

from tests.accounts.factories import PASSWORD
from tests.addressing import Role, World

pytestmark = pytest.mark.django_db
SIDE_DOORS = ["/cms/login/", "/es-mx/_util/login/"]


def _patterns(resolver: URLResolver, prefix: str = "") -> Iterator[tuple[str, Any]]:
    for entry in resolver.url_patterns:
        address = prefix + str(entry.pattern)
        if isinstance(entry, URLPattern):
            yield address, entry.callback
        else:
            yield from _patterns(entry, address)


@pytest.mark.parametrize("address", SIDE_DOORS)
def test_a_password_alone_opens_none_of_them(address: str, world: World) -> None:
    author, client = world.member(Role.AUTHOR), Client()
    sent = {"username": author.email, "login": author.email, "password": PASSWORD, "next": "/cms/"}
    answer = client.post(address, sent)
    assert answer.headers["Location"] == "/cuenta/login/"
    assert "_auth_user_id" not in client.session


def test_the_way_back_survives_the_detour(client: Client) -> None:
    assert client.get("/cms/login/?next=/cms/pages/")["Location"] == "/cuenta/login/?next=/cms/pages/"


def test_every_address_of_djangos_own_sign_in_is_covered_by_ours() -> None:
    for address, callback in _patterns(get_resolver()):
        if issubclass(getattr(callback, "view_class", object), LoginView):
            reached = resolve("/" + address.lstrip("/"))
            assert not issubclass(getattr(reached.func, "view_class", object), LoginView), address


def test_a_second_factor_that_is_set_up_is_asked_for(world: World) -> None:
    author, client = world.member(Role.AUTHOR), Client()
    answer = client.post("/cuenta/login/", {"login": author.email, "password": PASSWORD})
    assert answer.headers["Location"].startswith("/cuenta/")
    assert "_auth_user_id" not in client.session
    assert client.get("/cms/").status_code == 302


def test_the_admins_own_password_reset_does_not_exist(client: Client) -> None:
    assert client.get("/cms/password_reset/").status_code == 404
