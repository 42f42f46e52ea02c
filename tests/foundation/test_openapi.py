"""The description of ``/api/v1/``: whole, valid, and what the addresses really answer."""

import json
from typing import Any
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from jsonschema_rs import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator

from courses.study.batches import MOST_EVENTS
from foundation.openapi import document, undescribed
from tests.clients import signed_in
from tests.cms.desk.factories import HCH, Desk, make_desk
from tests.courses.study.factories import lessons_in, make_enrolment

pytestmark = pytest.mark.django_db


def holds(path: str, method: str, response: Any) -> None:
    """The answer is one that the description has for the address, status and all."""
    said = document()["paths"][path][method]["responses"][str(response.status_code)]
    schema = said["content"]["application/json"]["schema"]
    Draft202012Validator(schema, validate_formats=True).validate(response.json())


def send(client: Client, events: Any) -> Any:
    return client.post("/api/v1/events", json.dumps({"events": events}), content_type="application/json")


def test_every_address_is_described_and_the_description_is_valid(client: Client) -> None:
    assert undescribed() == []
    told = client.get(reverse("api_schema"))
    assert told["Content-Type"].startswith("application/vnd.oai.openapi+json")
    OpenAPIV31SpecValidator(told.json()).validate()
    assert "/api/v1/translations/{course}/{language}/" in told.json()["paths"]


def test_an_address_that_nobody_describes_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("foundation.openapi._described", {})
    assert "/api/v1/events" in undescribed()


def test_it_speaks_the_language_of_the_interface(client: Client) -> None:
    told = client.get(reverse("api_schema")).json()
    assert told["paths"]["/api/v1/events"]["post"]["summary"].startswith("Enviar lo que")


def test_whoever_writes_needs_the_token_and_the_session() -> None:
    for path, operations in document()["paths"].items():
        for method, said in operations.items():
            if method == "post":
                assert said["security"] == [{"session": [], "token": []}], path


def test_events_answer_as_described() -> None:
    enrolment = make_enrolment()
    client = signed_in(enrolment.teacher)
    event = {
        "id": str(uuid4()), "enrolment": str(enrolment.uid), "device": str(uuid4()), "counter": 1,
        "kind": "lesson.opened", "lesson_uid": str(lessons_in(enrolment)[0].uid),
        "device_at": "2026-03-02T12:00:00-06:00",
    }  # fmt: skip
    batch = document()["paths"]["/api/v1/events"]["post"]["requestBody"]["content"]["application/json"]["schema"]
    Draft202012Validator(batch, validate_formats=True).validate({"events": [event]})
    taken = send(client, [event, event | {"kind": "x"}, {"id": "?"}])
    assert [one["status"] for one in taken.json()["events"]] == ["stored", "refused", "refused"]
    holds("/api/v1/events", "post", taken)
    for status, response in [
        (400, client.post("/api/v1/events", "{", content_type="application/json")),
        (401, send(Client(), [event])),
        (413, send(client, [{}] * (MOST_EVENTS + 1))),
    ]:
        assert response.status_code == status
        holds("/api/v1/events", "post", response)


@pytest.fixture
def desk() -> Desk:
    return make_desk()


def test_translations_answer_as_described(desk: Desk) -> None:
    path = "/api/v1/translations/{course}/{language}/"
    address = reverse("translations_api", args=[desk.course.translation_key, HCH])
    key = desk.key("Lección 1")

    def ask(actor: Any, body: Any = None) -> HttpResponse:
        client = signed_in(actor) if actor else Client()
        if body is None:
            return client.get(address)  # type: ignore[return-value]
        return client.post(address, json.dumps(body), content_type="application/json")  # type: ignore[return-value]

    wording = {"unit": key, "source": "Lección 1", "text": "ʉ"}
    for status, method, response in [
        (200, "get", ask(desk.translator)),
        (200, "post", ask(desk.translator, {"translations": [wording]})),
        (200, "get", ask(desk.translator)),
        (400, "post", ask(desk.translator, {"translations": [{"unit": 3}]})),
        (401, "post", ask(None, {})),
        (422, "post", ask(desk.translator, {"translations": [wording | {"unit": "nada"}]})),
    ]:
        assert response.status_code == status
        holds(path, method, response)
