"""Nobody learns from recovering a password or from a code who has an account or a certificate."""

from typing import Any

import pytest
from django.core import mail
from django.test import Client

from tests.accounts.factories import TeacherFactory
from tests.addressing import World
from tests.certification.factories import CompletedEnrolmentFactory, identity_for, issued

pytestmark = pytest.mark.django_db


def _answer(client: Client, address: str, data: dict[str, Any]) -> tuple[int, str, str]:
    answer = client.post(address, data)
    return answer.status_code, answer.headers.get("Location", ""), answer.content.decode()


def test_recovering_a_password_answers_alike() -> None:
    known = TeacherFactory.create().email
    first = _answer(Client(), "/cuenta/password/reset/", {"email": known})
    assert first == _answer(Client(), "/cuenta/password/reset/", {"email": "nadie@escuela.example"})
    assert known in [address for sent in mail.outbox for address in sent.to]


def test_confirming_again_answers_alike() -> None:
    known = TeacherFactory.create().email
    first = _answer(Client(), "/cuenta/reenviar/", {"email": known})
    assert first == _answer(Client(), "/cuenta/reenviar/", {"email": "nadie@escuela.example"})


def test_a_wrong_code_answers_like_a_folio_that_does_not_exist(client: Client, world: World) -> None:
    identity_for(world.institute)
    credential = issued(CompletedEnrolmentFactory.create(institute=world.institute))
    wrong = client.get(f"/verificar/{credential.folio}/no-es-este-codigo/")
    assert wrong.status_code == 404
    assert credential.facts["holder"]["name"] not in wrong.content.decode()
    assert credential.facts["course"]["title"] not in wrong.content.decode()


def test_a_folio_alone_names_nobody(client: Client, world: World) -> None:
    identity_for(world.institute)
    credential = issued(CompletedEnrolmentFactory.create(institute=world.institute))
    page = client.get("/verificar/", {"folio": credential.folio}).content.decode()
    assert credential.folio in page
    for private in (credential.facts["holder"]["name"], credential.facts["course"]["title"], credential.token):
        assert private not in page
