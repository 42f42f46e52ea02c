"""Names stand on certificates and in mails: nothing invisible, no line ends, no markup that runs."""

import pytest
from django.test import Client

from accounts.forms import NamesForm
from accounts.models import User
from certification.credentials.rendering import certificate_html
from tests.accounts.factories import TeacherFactory, make_curp
from tests.addressing import World
from tests.certification.factories import CompletedEnrolmentFactory, identity_for, issued

pytestmark = pytest.mark.django_db
MARKUP = '"><img src="http://169.254.169.254/" onerror="alert(1)"><script>alert(1)</script>'
TURNED = "Ana\u202eairaM\u200b\r\nBcc: otra@example.org\x07"


def test_invisible_characters_and_line_ends_are_left_out() -> None:
    form = NamesForm({"given_names": TURNED, "paternal_surname": "  Núñez \t de  León ", "maternal_surname": "\u2066"})
    assert form.is_valid()
    assert form.cleaned_data["given_names"] == "Ana airaM Bcc: otra@example.org"
    assert form.cleaned_data["paternal_surname"] == "Núñez de León"
    assert form.cleaned_data["maternal_surname"] == ""


def test_a_name_of_invisible_characters_is_none(client: Client) -> None:
    sent = {"email": "nadie@escuela.example", "password1": "una-clave-larga-7", "given_names": "\u200b\u202e",
            "paternal_surname": "Ruiz", "curp": make_curp(77), "notice": "on"}  # fmt: skip
    assert client.post("/cuenta/signup/", sent).status_code == 422
    assert not User.objects.exists()


def test_markup_in_names_neither_runs_nor_fetches(world: World) -> None:
    teacher = TeacherFactory.create(given_names=MARKUP)
    enrolment = CompletedEnrolmentFactory.create(teacher=teacher, institute=world.institute)
    identity_for(world.institute)
    credential = issued(enrolment)
    assert "<script" not in certificate_html(credential.facts, created=credential.issued_at)
    client = Client()
    client.force_login(teacher, backend="django.contrib.auth.backends.ModelBackend")
    for address in ("/mi/", "/mi/perfil/", f"/mi/constancias/{credential.folio}/"):
        page = client.get(address).content.decode()
        assert '<img src="http' not in page
        assert "<script>alert" not in page
