"""Headers that every answer carries."""

from typing import Any

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def test_every_page_carries_the_strict_policy(client: Client) -> None:
    headers = client.get("/aviso-de-privacidad/").headers
    policy = headers["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert "object-src 'none'" in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Permissions-Policy"].startswith("microphone=(self), camera=()")
    assert "media-src 'self' blob:" in policy


def test_pages_hold_no_inline_script_or_style(client: Client) -> None:
    page = client.get("/cuenta/signup/").content.decode()
    assert " style=" not in page
    assert "<style" not in page
    assert "<script>" not in page
    assert " onclick=" not in page


def test_plain_http_is_sent_to_https_in_production_except_the_probes(client: Client, settings: Any) -> None:
    settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_HSTS_SECONDS = 60
    assert Client().get("/aviso-de-privacidad/").status_code == 301
    assert Client().get("/salud/viva").status_code == 200
    assert "max-age=60" in Client().get("/aviso-de-privacidad/", secure=True)["Strict-Transport-Security"]


def test_the_session_cookie_is_out_of_reach_of_scripts() -> None:
    client = Client()
    client.get("/cuenta/signup/")
    assert client.cookies["csrftoken"]["samesite"] == "Lax"
