from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from certification.credentials.models import Credential
from certification.credentials.selectors import search
from certification.credentials.tasks import render_credential
from courses.study.models import Enrolment
from foundation.panels import panels_for
from tests.certification.factories import CompletedEnrolmentFactory, certifier_of, identity_for, issued


@pytest.fixture
def credential(enrolment: Enrolment) -> Credential:
    return issued(enrolment)


def test_the_owner_downloads_the_pdf(client: Client, credential: Credential) -> None:
    identity_for(credential.organisation)
    render_credential(credential.pk)
    client.force_login(credential.enrolment.teacher)
    answer = client.get(reverse("my_certificate_pdf", args=[credential.folio]))
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert credential.folio in answer["Content-Disposition"]
    assert answer.getvalue().startswith(b"%PDF")


def test_a_missing_pdf_is_queued_once_and_waited_for(
    client: Client, credential: Credential, monkeypatch: pytest.MonkeyPatch
) -> None:
    queued: list[int] = []
    monkeypatch.setattr(render_credential, "delay", queued.append)
    client.force_login(credential.enrolment.teacher)
    pages = [client.get(reverse("my_certificate_pdf", args=[credential.folio])) for _ in range(2)]
    assert [page.status_code for page in pages] == [202, 202]
    assert 'http-equiv="refresh"' in pages[0].content.decode()
    assert queued == [credential.pk]


def test_my_place_lists_certificates_once_there_is_one(credential: Credential) -> None:
    templates = [panel.template for panel in panels_for("my_place", user=credential.enrolment.teacher)]
    assert "certification/credentials/_mine.html" in templates
    other = CompletedEnrolmentFactory.create().teacher
    assert "certification/credentials/_mine.html" not in [
        panel.template for panel in panels_for("my_place", user=other)
    ]


def test_search_finds_by_folio_name_and_title(credential: Credential) -> None:
    issued(CompletedEnrolmentFactory.create(institute=credential.organisation, teacher__paternal_surname="Zúñiga"))
    certifier = certifier_of(credential.organisation)
    for query in (credential.folio, credential.folio.lower(), "Núñez", "núñez ana"):
        assert list(search(certifier, credential.organisation, query)) == [credential], query
    assert search(certifier, credential.organisation, "formativa").count() == 2
    assert not search(certifier, credential.organisation, "nadie").exists()


def test_revoking_asks_for_reason_and_confirmation(client: Client, credential: Credential) -> None:
    client.force_login(certifier_of(credential.organisation))
    address = reverse("certificate_revoke", args=[credential.organisation.code, credential.folio])
    assert client.post(address, {"reason": "error"}).status_code == 422
    assert client.post(address, {"sure": "on", "reason": "nada"}).status_code == 422
    assert client.post(address, {"reason": "error", "sure": "on"}).status_code == 302
    credential.refresh_from_db()
    assert (credential.status, credential.revoked_reason) == ("revoked", "error")


def test_lists_cost_the_same_however_long(
    client: Client, credential: Credential, django_assert_max_num_queries: Any
) -> None:
    for _ in range(5):
        issued(CompletedEnrolmentFactory.create(institute=credential.organisation))
    client.force_login(certifier_of(credential.organisation))
    with django_assert_max_num_queries(22):
        assert client.get(reverse("certificates", args=[credential.organisation.code])).status_code == 200
