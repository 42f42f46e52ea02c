import io
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from certification.credentials.models import Credential, CredentialPDF
from certification.credentials.operations import reissue, revoke_credential
from certification.credentials.tasks import render_credential
from certification.verification.selectors import initials
from certification.verification.views import CHECKS
from courses.study.models import Enrolment
from tests.certification.factories import NOON, certifier_of, identity_for, issued


@pytest.fixture
def credential(enrolment: Enrolment) -> Credential:
    return issued(enrolment)


def facts_page(client: Client, credential: Credential, **headers: Any) -> Any:
    return client.get(reverse("verify_certificate", args=[credential.folio, credential.token]), **headers)


def test_shows_the_facts_to_anyone_with_the_code(client: Client, credential: Credential) -> None:
    page = facts_page(client, credential)
    text = page.content.decode()
    assert page.status_code == 200
    for fact in (
        credential.folio,
        "Evaluación formativa",
        "20",
        "12 de",
        "Escuela Normal IES-05",
    ):
        assert fact in text


def test_never_shows_curp_grade_or_full_name_without_consent(client: Client, credential: Credential) -> None:
    text = facts_page(client, credential).content.decode()
    profile = credential.enrolment.teacher.teacher_profile
    for private in (
        profile.curp,
        profile.masked_curp,
        "9.4",
        "Núñez",
        "O&#x27;Higgins",
        credential.enrolment.teacher.email,
    ):
        assert private not in text
    assert "A. M. N. O." in text


def test_shows_the_full_name_by_consent_as_it_is_now(client: Client, credential: Credential) -> None:
    profile = credential.enrolment.teacher.teacher_profile
    profile.public_name_consent = True
    profile.save()
    assert "Ana María Núñez" in facts_page(client, credential).content.decode()
    profile.public_name_consent = False
    profile.save()
    assert "Núñez" not in facts_page(client, credential).content.decode()


def test_a_folio_alone_tells_state_institute_and_date_only(client: Client, credential: Credential) -> None:
    page = client.get(reverse("verification"), {"folio": credential.folio.lower()})
    text = page.content.decode()
    assert page.status_code == 200
    assert "Escuela Normal IES-05" in text
    for private in ("Evaluación formativa", "A. M. N. O.", credential.token):
        assert private not in text


def test_folio_and_code_typed_lead_to_the_page_of_the_qr_code(client: Client, credential: Credential) -> None:
    page = client.get(reverse("verification"), {"folio": credential.folio, "token": credential.token})
    assert (page.status_code, page["Location"]) == (
        302,
        reverse("verify_certificate", args=[credential.folio, credential.token]),
    )


def test_a_wrong_code_is_a_designed_404(client: Client, credential: Credential) -> None:
    wrong = credential.token[:-1] + ("-" if credential.token.endswith("_") else "_")
    page = client.get(reverse("verify_certificate", args=[credential.folio, wrong]))
    assert page.status_code == 404
    assert "Evaluación formativa" not in page.content.decode()
    assert "certification/verification/not_found.html" in [template.name for template in page.templates]


def test_a_folio_that_does_not_exist_is_a_designed_404(client: Client, db: None) -> None:
    page = client.get(reverse("verification"), {"folio": "2017IES05000123F"})
    assert page.status_code == 404
    assert "2017IES05000123F" in page.content.decode()


@pytest.mark.parametrize(("folio", "code"), [("2017IES05000123G", "check"), ("hola", "shape")])
def test_a_mistyped_folio_is_a_400_that_says_what_is_wrong(client: Client, db: None, folio: str, code: str) -> None:
    page = client.get(reverse("verification"), {"folio": folio})
    assert page.status_code == 400
    assert page.context["folio_form"].errors.as_data()["folio"][0].code == code
    assert client.get(reverse("verify_certificate", args=[folio, "abc"])).status_code == 400


def test_a_revoked_certificate_verifies_as_revoked(client: Client, credential: Credential) -> None:
    revoke_credential(actor=certifier_of(credential.organisation), credential=credential, reason="fraud", at=NOON)
    data = facts_page(client, credential, headers={"accept": "application/json"}).json()
    assert (data["status"], data["revoked_on"]) == ("revoked", "2026-11-20")
    assert "alert error" in facts_page(client, credential).content.decode()


def test_a_replaced_certificate_verifies_as_replaced(client: Client, credential: Credential) -> None:
    reissue(actor=certifier_of(credential.organisation), credential=credential, at=NOON)
    data = facts_page(client, credential, headers={"accept": "application/json"}).json()
    assert data["status"] == "replaced"


def test_machines_get_the_same_facts(client: Client, credential: Credential) -> None:
    page = facts_page(client, credential, headers={"accept": "application/json"})
    assert page["Content-Type"] == "application/json"
    assert set(page.json()) == {
        "folio", "status", "issuer", "issued_on", "holder", "title", "title_language", "second_title",
        "second_language", "course_type", "hours", "completed_on", "revoked_on", "revoked_reason", "skills",
        "is_demonstration",
    }  # fmt: skip


def test_pages_are_neither_indexed_nor_kept(client: Client, credential: Credential) -> None:
    page = facts_page(client, credential)
    assert (page["X-Robots-Tag"], page["Cache-Control"], page["Referrer-Policy"]) == (
        "noindex, nofollow",
        "no-store",
        "no-referrer",
    )


def test_the_original_file_is_recognised_and_an_edited_one_is_not(client: Client, credential: Credential) -> None:
    identity_for(credential.organisation)
    render_credential(credential.pk)
    original = CredentialPDF.objects.get().file.read()
    sent = client.post(reverse("verify_file"), {"file": io.BytesIO(original)})
    assert sent.status_code == 200
    assert credential.folio in sent.content.decode()
    assert client.post(reverse("verify_file"), {"file": io.BytesIO(original + b" ")}).status_code == 404


@pytest.mark.parametrize(
    ("content", "status"), [(b"hola", 400), (b"%PDF-" + b"0" * (5 * 1024 * 1024), 413), (b"", 400)]
)
def test_what_is_no_pdf_or_too_large_is_refused(client: Client, db: None, content: bytes, status: int) -> None:
    file = io.BytesIO(content)
    file.name = "certificate.pdf"
    assert client.post(reverse("verify_file"), {"file": file}).status_code == status


def test_too_many_checks_are_answered_429(client: Client, db: None) -> None:
    statuses = [client.get(reverse("verification")).status_code for _ in range(2 * CHECKS + 1)]
    assert statuses[0] == 200
    assert statuses[-1] == 429


def test_one_query_reads_a_certificate(client: Client, credential: Credential, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        facts_page(client, credential, headers={"accept": "application/json"})


def test_initials_keep_accents() -> None:
    assert initials("Óscar de la Ñuñez") == "Ó. D. L. Ñ."
