"""One drawn page serves everybody without an account, and nobody else."""

from http import HTTPStatus
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from courses.editions.models import Edition
from tests.accounts.factories import TeacherFactory
from tests.courses.assessment.factories import make_edition

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def kept_for_a_minute(settings: Any) -> None:
    settings.PUBLIC_PAGE_SECONDS = 60


@pytest.fixture
def address() -> str:
    edition: Edition = make_edition()
    return reverse("course", args=[edition.course.slug])


def test_the_second_visitor_costs_no_statement(address: str, django_assert_num_queries: Any) -> None:
    first = Client().get(address)
    with django_assert_num_queries(0):
        second = Client().get(address)
    assert second.content == first.content
    assert {"Cookie", "Accept-Language"} <= set(second["Vary"].split(", "))


def test_whoever_has_the_page_already_is_told_so(address: str) -> None:
    tag = Client().get(address)["ETag"]
    again = Client().get(address, headers={"If-None-Match": tag})
    assert (again.status_code, again.content) == (HTTPStatus.NOT_MODIFIED, b"")
    assert Client().get(address, headers={"If-None-Match": 'W/"another"'}).status_code == HTTPStatus.OK


def test_who_is_signed_in_sees_their_own_page_and_leaves_none(address: str, client: Client) -> None:
    client.force_login(TeacherFactory.create(), backend="django.contrib.auth.backends.ModelBackend")
    own = client.get(address).content
    stranger = Client().get(address).content
    assert b"/cuenta/logout/" in own
    assert b"/cuenta/logout/" not in stranger
    assert client.get(address).content.count(b"/cuenta/logout/") == own.count(b"/cuenta/logout/")


def test_colours_are_kept_apart(address: str) -> None:
    Client().get(address)
    dark = Client()
    dark.cookies["theme"] = "dark"
    assert b'data-theme="dark"' in dark.get(address).content
    assert b'data-theme="dark"' not in Client().get(address).content


@pytest.mark.parametrize("odd", [{"theme": "x" * 50}, {"unknown": "1"}])
def test_odd_cookies_make_no_further_copy(address: str, odd: dict[str, str]) -> None:
    plain = Client().get(address)
    visitor = Client()
    for name, value in odd.items():
        visitor.cookies[name] = value
    assert visitor.get(address).status_code == HTTPStatus.OK
    cache.clear()
    visitor.get(address, {"q": "letters"})
    assert Client().get(address).content == plain.content


def test_a_query_or_a_missing_page_is_never_kept() -> None:
    catalogue = reverse("catalogue")
    Client().get(catalogue, {"q": "nada"})
    missing = reverse("course", args=["apenas-nuevo"])
    assert Client().get(missing).status_code == HTTPStatus.NOT_FOUND
    edition = make_edition()
    type(edition.course).objects.filter(pk=edition.course.pk).update(slug="apenas-nuevo")
    assert Client().get(missing).status_code == HTTPStatus.OK
    assert edition.title in Client().get(catalogue).content.decode()


def test_a_setting_of_nought_keeps_nothing(address: str, settings: Any) -> None:
    settings.PUBLIC_PAGE_SECONDS = 0
    assert "ETag" not in Client().get(address)
