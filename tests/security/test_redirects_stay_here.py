"""No address of ours sends a visitor on to somebody else's site."""

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.urls import reverse

from tests.accounts.factories import PASSWORD, TeacherFactory
from tests.addressing import World

pytestmark = pytest.mark.django_db
ELSEWHERE = ["//mala.example/", "https://mala.example/", "/\\mala.example", "javascript:alert(1)", "http:///mala.example",
             "https:mala.example", "\thttps://mala.example", "//testserver@mala.example/"]  # fmt: skip


@pytest.mark.parametrize("goal", ELSEWHERE)
def test_wherever_a_goal_may_be_named(world: World, goal: str) -> None:
    client = Client(raise_request_exception=False)
    client.force_login(world.teacher, backend="django.contrib.auth.backends.ModelBackend")
    teacher = TeacherFactory.create()
    answers = [
        client.post(reverse("accept_notice"), {"next": goal}),
        client.post(reverse("languages"), {"content": "es-mx", "next": goal}),
        client.get("/cuenta/login/", {"next": goal}),
        Client().post("/cuenta/login/", {"login": teacher.email, "password": PASSWORD, "next": goal}),
        Client().get("/cms/login/", {"next": goal}),
        Client().get("/es-mx/_util/login/", {"next": goal}),
        client.post("/cuenta/logout/", {"next": goal}),
    ]
    for answer in answers:
        assert answer.status_code < 500
        assert "mala.example" not in answer.headers.get("Location", "").split("?")[0]
        assert not answer.headers.get("Location", "").startswith(("//", "javascript:"))


def test_a_forged_host_is_refused(settings: object) -> None:
    settings.ALLOWED_HOSTS = ["formacion.example"]  # type: ignore[attr-defined]
    client = Client(raise_request_exception=False)
    assert client.get("/", headers={"host": "mala.example"}).status_code == 400
    forged = {"host": "formacion.example", "x-forwarded-host": "mala.example"}
    assert "mala.example" not in client.get("/", headers=forged).content.decode()


def test_signing_in_changes_the_session_key() -> None:
    teacher, client = TeacherFactory.create(), Client()
    EmailAddress.objects.create(user=teacher, email=teacher.email, verified=True, primary=True)
    client.post("/idioma/", {"language": "es-mx"})
    session = client.session
    session["trace"] = 1
    session.save()
    client.cookies["sessionid"] = str(session.session_key)
    client.post("/cuenta/login/", {"login": teacher.email, "password": PASSWORD})
    assert client.session["_auth_user_id"] == str(teacher.pk)
    assert client.session.session_key != session.session_key
