"""What the demonstration mode opens, and that nothing of it is open otherwise."""

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as live_settings
from django.core.mail import send_mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from demonstration.mailbox import mails
from demonstration.people import PERSONAS, ensure_people
from institutes.loading import load_places
from tests.accounts.factories import UserFactory


@pytest.fixture
def people(db: None) -> dict[str, User]:
    load_places()
    return ensure_people(at=timezone.now())


@pytest.fixture
def demonstration(settings: Any, tmp_path: Path) -> None:
    settings.DEMONSTRATION = True
    settings.EMAIL_FILE_PATH = str(tmp_path)


@pytest.mark.parametrize("path", ["/demostracion/", "/demostracion/correo/"])
def test_pages_do_not_exist_outside_the_mode(client: Client, people: dict[str, User], path: str) -> None:
    assert live_settings.DEMONSTRATION is False
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("persona", PERSONAS, ids=lambda persona: persona.key)
def test_nobody_enters_with_a_click_outside_the_mode(client: Client, people: dict[str, User], persona) -> None:  # type: ignore[no-untyped-def]
    assert client.post(reverse("demonstration_sign_in", args=[persona.key])).status_code == 404
    assert "_auth_user_id" not in client.session


def test_the_sign_in_page_offers_nobody_outside_the_mode(client: Client, people: dict[str, User]) -> None:
    assert "/demostracion/" not in client.get(reverse("account_login")).content.decode()


@pytest.mark.usefixtures("demonstration")
def test_the_sign_in_page_offers_one_person_per_role(client: Client, people: dict[str, User]) -> None:
    page = client.get(reverse("account_login")).content.decode()
    assert all(reverse("demonstration_sign_in", args=[persona.key]) in page for persona in PERSONAS)


@pytest.mark.usefixtures("demonstration")
@pytest.mark.parametrize("persona", PERSONAS, ids=lambda persona: persona.key)
def test_a_click_enters_without_second_factor(client: Client, people: dict[str, User], persona) -> None:  # type: ignore[no-untyped-def]
    response = client.post(reverse("demonstration_sign_in", args=[persona.key]))
    assert response["Location"] == persona.start
    assert int(client.session["_auth_user_id"]) == people[persona.key].pk
    assert client.get(reverse("home")).status_code == 200


@pytest.mark.usefixtures("demonstration")
@pytest.mark.parametrize(
    ("wanted", "reached"),
    [("/cursos/", "/cursos/"), ("https://example.org/", "/mi/"), ("//example.org/", "/mi/"), ("cursos/", "/mi/")],
)
def test_the_guide_leads_only_to_places_of_this_site(
    client: Client, people: dict[str, User], wanted: str, reached: str
) -> None:
    response = client.post(reverse("demonstration_sign_in", args=["docente"]), {"next": wanted})
    assert response["Location"] == reached


@pytest.mark.usefixtures("demonstration")
def test_a_link_alone_enters_nobody(client: Client, people: dict[str, User]) -> None:
    assert client.get(reverse("demonstration_sign_in", args=["docente"])).status_code == 405


@pytest.mark.usefixtures("demonstration")
def test_only_invented_people_can_be_entered(client: Client, db: None) -> None:
    UserFactory.create(email=PERSONAS[0].email, is_demonstration=False)
    assert client.post(reverse("demonstration_sign_in", args=[PERSONAS[0].key])).status_code == 404
    assert client.post(reverse("demonstration_sign_in", args=["nobody"])).status_code == 404


@pytest.mark.usefixtures("demonstration")
def test_the_mailbox_shows_the_newest_mail_first_with_its_links(settings: Any, client: Client) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    send_mail("Primero", "Hola", None, ["uno@example.org"])
    send_mail("Confirme su correo", "Abra http://localhost:8000/cuenta/x/ ¡ya!", None, ["dos@example.org"])
    assert [mail.subject for mail in mails()] == ["Confirme su correo", "Primero"]
    assert mails()[0].links == ["http://localhost:8000/cuenta/x/"]
    page = client.get(reverse("demonstration_mailbox")).content.decode()
    assert 'href="http://localhost:8000/cuenta/x/"' in page


@pytest.mark.usefixtures("demonstration")
def test_the_guide_stands_without_any_data(client: Client, db: None) -> None:
    assert client.get(reverse("demonstration")).status_code == 200


@pytest.mark.usefixtures("demonstration")
def test_every_button_of_the_guide_can_be_pressed(people: dict[str, User]) -> None:
    page = Client(enforce_csrf_checks=True).get(reverse("demonstration")).content.decode()
    assert page.count('name="csrfmiddlewaretoken"') == page.count("/demostracion/entrar/") == len(PERSONAS)


def test_every_persona_holds_the_roles_it_is_named_for(people: dict[str, User]) -> None:
    for persona in PERSONAS:
        held = set(people[persona.key].memberships.values_list("organisation__code", "role"))
        assert held == set(persona.roles)
        assert people[persona.key].is_demonstration
        assert not people[persona.key].has_usable_password()
