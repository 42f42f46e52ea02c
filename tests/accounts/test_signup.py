"""Sign-up as a person meets it: what is refused and why, and what a confirmed address opens."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client

from accounts.models import Consent, TeacherProfile, User
from tests.accounts.factories import TeacherFactory, make_curp

pytestmark = pytest.mark.django_db
ANSWERS = {
    "given_names": "María Guadalupe",
    "paternal_surname": "Núñez",
    "maternal_surname": "",
    "curp": make_curp(5000),
    "email": "Maria@Escuela.example",
    "password1": "una-clave-larga-7",
    "notice": "on",
}


def test_makes_a_whole_teacher_and_sends_one_mail(client: Client) -> None:
    assert client.post("/cuenta/signup/", ANSWERS).status_code == 302
    user = User.objects.get(email="maria@escuela.example")
    assert user.get_full_name() == "María Guadalupe Núñez"
    assert user.check_password("una-clave-larga-7")
    assert Consent.objects.filter(user=user, purpose="platform").count() == 1
    assert [message.to for message in mail.outbox] == [["maria@escuela.example"]]


def test_the_link_in_the_mail_confirms_and_opens_the_account(client: Client) -> None:
    client.post("/cuenta/signup/", ANSWERS)
    match = re.search(r"/cuenta/confirm-email/\S+/", str(mail.outbox[0].body))
    assert match
    assert client.get(match[0]).status_code == 200
    assert client.post(match[0]).status_code == 302
    assert EmailAddress.objects.get(email="maria@escuela.example").verified
    assert client.get("/mi/perfil/").status_code == 200


def test_nobody_signs_in_before_confirming(client: Client) -> None:
    client.post("/cuenta/signup/", ANSWERS)
    Client().post("/cuenta/login/", {"login": "maria@escuela.example", "password": "una-clave-larga-7"})
    assert client.get("/mi/perfil/").status_code == 302


@pytest.mark.parametrize(
    "changes",
    [
        {"curp": "BOXW310820HNERXN08"},
        {"curp": "BOXW310231HNERXN09"},
        {"curp": "corta"},
        {"notice": ""},
        {"password1": "12345"},
        {"email": "no-es-correo"},
        {"given_names": ""},
    ],
)
def test_what_cannot_be_accepted_is_answered_422_with_nothing_made(client: Client, changes: dict[str, str]) -> None:
    response = client.post("/cuenta/signup/", {**ANSWERS, **changes})
    assert response.status_code == 422
    assert not User.objects.exists()
    assert not mail.outbox


def test_a_taken_curp_does_not_tell_whose(client: Client) -> None:
    other = TeacherFactory.create(email="otra@escuela.example")
    response = client.post("/cuenta/signup/", {**ANSWERS, "curp": other.teacher_profile.curp})
    assert response.status_code == 422
    assert "otra@escuela.example" not in response.content.decode()
    assert TeacherProfile.objects.count() == 1


def test_a_taken_address_is_refused_whatever_its_case(client: Client) -> None:
    TeacherFactory.create(email="maria@escuela.example")
    assert client.post("/cuenta/signup/", ANSWERS).status_code == 422
    assert User.objects.count() == 1


def test_recovering_a_password_never_tells_who_has_an_account(client: Client) -> None:
    TeacherFactory.create(email="maria@escuela.example")
    known = client.post("/cuenta/password/reset/", {"email": "maria@escuela.example"})
    unknown = client.post("/cuenta/password/reset/", {"email": "nadie@escuela.example"})
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])


def test_an_expired_link_offers_a_new_one(client: Client) -> None:
    response = client.get("/cuenta/confirm-email/vencida/")
    assert response.status_code == 410
    assert "/cuenta/reenviar/" in response.content.decode()


def test_a_new_link_goes_only_to_an_unconfirmed_account_and_the_answer_is_the_same(client: Client) -> None:
    client.post("/cuenta/signup/", ANSWERS)
    mail.outbox.clear()
    known = Client().post("/cuenta/reenviar/", {"email": "maria@escuela.example"})
    unknown = Client().post("/cuenta/reenviar/", {"email": "nadie@escuela.example"})
    assert known.status_code == unknown.status_code == 302
    assert [message.to for message in mail.outbox] == [["maria@escuela.example"]]


def test_asking_for_new_links_is_limited(client: Client) -> None:
    answers = [client.post("/cuenta/reenviar/", {"email": "nadie@escuela.example"}).status_code for _ in range(7)]
    assert answers[-1] == 429
