"""How one reads is remembered on the device and with the account, and drawn right from the start."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import ReadingChoices
from tests.accounts.factories import TeacherFactory
from tests.clients import signed_in

pytestmark = pytest.mark.django_db
CHOSEN = {"size": "larger", "contrast": "high", "theme": "dark", "next": "/cursos/"}


def test_a_visitor_s_choices_are_drawn_into_the_next_page() -> None:
    client = Client()
    response = client.post(reverse("reading"), CHOSEN)
    assert response["Location"] == "/cursos/"
    html = client.get(reverse("home")).content.decode()
    head = html[: html.index("<head>")]
    for part in ('data-theme="dark"', 'data-size="larger"', 'data-contrast="high"'):
        assert part in head
    assert not ReadingChoices.objects.exists()


def test_an_account_brings_its_choices_to_the_next_device_which_may_choose_otherwise() -> None:
    teacher = TeacherFactory.create()
    signed_in(teacher).post(reverse("reading"), CHOSEN)
    phone = signed_in(teacher)
    assert 'data-size="larger"' in phone.get(reverse("home")).content.decode()
    phone.post(reverse("reading"), {"size": "normal"})
    html = phone.get(reverse("home")).content.decode()
    assert "data-size" not in html
    assert 'data-contrast="high"' in html


def test_what_was_not_sent_stays_and_nonsense_changes_nothing() -> None:
    client = Client()
    client.post(reverse("reading"), CHOSEN)
    client.post(reverse("reading"), {"size": "9000px", "theme": "<b>", "spacing": "wide"})
    html = client.get(reverse("reading")).content.decode()
    for part in ('data-size="larger"', 'data-spacing="wide"', 'data-theme="dark"'):
        assert part in html


@pytest.mark.parametrize("address", ["https://ladrones.example/", "//ladrones.example", "javascript:alert(1)", ""])
def test_the_way_back_stays_on_this_site(address: str) -> None:
    assert Client().post(reverse("reading"), {"next": address})["Location"] == "/"


def test_the_device_s_colours_come_back() -> None:
    client = Client()
    client.post(reverse("reading"), CHOSEN)
    client.post(reverse("reading"), {"theme": "auto"})
    assert "data-theme=" not in client.get(reverse("home")).content.decode()


def test_the_sheet_over_a_page_is_a_part_of_it_and_answers_without_another() -> None:
    fetched = {"X-Requested-With": "fetch"}
    assert "<html" not in Client().get(reverse("reading"), headers=fetched).content.decode()
    assert Client().post(reverse("reading"), CHOSEN, headers=fetched).status_code == 204


def test_whoever_signs_out_leaves_no_page_behind() -> None:
    client = signed_in(TeacherFactory.create())
    assert client.post(reverse("account_logout"))["Clear-Site-Data"] == '"cache"'
    assert "Clear-Site-Data" not in client.get(reverse("home"))
