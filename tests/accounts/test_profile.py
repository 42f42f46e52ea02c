"""One's own profile, and the notice that is asked again."""

from datetime import UTC, datetime

import pytest
from django.utils import timezone

from accounts.models import PrivacyNotice, SensitiveProfile
from accounts.operations import accept_notice
from accounts.selectors import current_notice
from tests.accounts.factories import TeacherFactory
from tests.clients import signed_in

pytestmark = pytest.mark.django_db


def test_shows_the_curp_masked_only() -> None:
    user = TeacherFactory.create()
    page = signed_in(user).get("/mi/perfil/").content.decode()
    assert user.teacher_profile.curp not in page
    assert user.teacher_profile.masked_curp in page


def test_changes_names_and_public_name() -> None:
    user = TeacherFactory.create()
    answers = {"given_names": "Ana", "paternal_surname": "Ñáñez", "maternal_surname": "", "public_name_consent": "on"}
    assert signed_in(user).post("/mi/perfil/datos/", answers).status_code == 302
    user.refresh_from_db()
    assert user.get_full_name() == "Ana Ñáñez"
    user.teacher_profile.refresh_from_db()
    assert user.teacher_profile.public_name_consent


def test_sensitive_answers_without_consent_are_refused() -> None:
    client = signed_in(TeacherFactory.create())
    assert client.post("/mi/perfil/lengua-y-origen/", {"language": "una lengua"}).status_code == 422
    assert not SensitiveProfile.objects.exists()


def test_sensitive_answers_come_and_go_with_consent() -> None:
    client = signed_in(TeacherFactory.create())
    client.post("/mi/perfil/lengua-y-origen/", {"language": "una lengua", "agreed": "on"})
    assert SensitiveProfile.objects.get().language == "una lengua"
    client.post("/mi/perfil/lengua-y-origen/retirar/")
    assert not SensitiveProfile.objects.exists()


def test_a_new_notice_is_shown_and_later_is_an_answer() -> None:
    user = TeacherFactory.create()
    accept_notice(user=user, notice=current_notice(), at=timezone.now())
    PrivacyNotice.objects.create(version="2026-2", text="Nuevo.", published_at=datetime(2026, 2, 1, tzinfo=UTC))
    client = signed_in(user)
    assert client.get("/mi/perfil/")["Location"].startswith("/aviso-de-privacidad/aceptar/")
    assert (
        client.post("/aviso-de-privacidad/aceptar/", {"later": "1", "next": "/mi/perfil/"})["Location"] == "/mi/perfil/"
    )
    assert client.get("/mi/perfil/").status_code == 200


def test_the_notice_never_sends_people_elsewhere() -> None:
    client = signed_in(TeacherFactory.create())
    answer = client.post("/aviso-de-privacidad/aceptar/", {"accept": "1", "next": "https://malo.example/"})
    assert answer["Location"] == "/"
