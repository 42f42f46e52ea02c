"""Whoever asks is counted as who they are, not as who they say."""

from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.test import Client, RequestFactory

from foundation.throttling import who_asks
from tests.accounts.factories import UserFactory

NOON = datetime(2026, 3, 2, 18, tzinfo=UTC)


def asks(address: str = "10.0.0.2", forwarded: str = "") -> str:
    request = RequestFactory().get(
        "/", REMOTE_ADDR=address, headers={"X-Forwarded-For": forwarded} if forwarded else {}
    )
    request.user = AnonymousUser()
    return who_asks(request)


def test_without_a_proxy_the_header_is_a_claim_and_ignored() -> None:
    assert asks(forwarded="198.51.100.1") == asks(forwarded="198.51.100.2") == asks()


def test_behind_our_proxy_each_visitor_counts_apart(settings: Any) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    assert asks(forwarded="198.51.100.1") != asks(forwarded="198.51.100.2")


def test_what_the_visitor_wrote_before_our_proxy_changes_nothing(settings: Any) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    assert asks(forwarded="1.1.1.1, 198.51.100.1") == asks(forwarded="2.2.2.2, 198.51.100.1")


def test_one_network_of_ipv6_is_one_visitor() -> None:
    assert asks("2001:db8:1:2::1") == asks("2001:db8:1:2:ffff::9")
    assert asks("2001:db8:1:2::1") != asks("2001:db8:1:3::1")


@pytest.mark.django_db
def test_guessing_passwords_is_stopped(settings: Any, client: Client) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"login_failed": "3/5m/key"}
    person = UserFactory.create(email="persona@escuela.example")
    sent = {"login": person.email, "password": "no-es-esta-clave"}
    assert [client.post("/cuenta/login/", sent).status_code for _ in range(3)] == [200, 200, 200]
    answer = client.post("/cuenta/login/", {**sent, "password": "una-clave-larga-7"})
    assert "_auth_user_id" not in client.session
    assert answer.status_code in (200, 429)


@pytest.mark.django_db
def test_guessing_folios_is_stopped_whatever_the_header_says(client: Client) -> None:
    with time_machine.travel(NOON, tick=False):  # the visits are of one minute, however slow the machine
        for number in range(60):
            client.get("/verificar/", headers={"X-Forwarded-For": f"198.51.100.{number}"})
        assert client.get("/verificar/", headers={"X-Forwarded-For": "198.51.100.99"}).status_code == 429
