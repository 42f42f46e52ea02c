import hashlib
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as configured
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

from certification.credentials.identities import NoSigningIdentity
from certification.credentials.models import CredentialPDF, SigningIdentity
from certification.credentials.tasks import render_credential
from courses.study.models import Enrolment
from institutes.models import Organisation
from tests.certification.factories import identity_for, issued


def test_keeps_one_private_file_with_its_digest(enrolment: Enrolment) -> None:
    identity_for(enrolment.institute)
    credential = issued(enrolment)
    render_credential(credential.pk)
    pdf = CredentialPDF.objects.get()
    content = pdf.file.read()
    assert content.startswith(b"%PDF-1.7")
    assert (pdf.digest, pdf.size) == (hashlib.sha256(content).hexdigest(), len(content))
    assert Path(pdf.file.path).is_relative_to(configured.PRIVATE_ROOT)


def test_running_twice_changes_nothing(enrolment: Enrolment) -> None:
    identity_for(enrolment.institute)
    credential = issued(enrolment)
    render_credential(credential.pk)
    first = CredentialPDF.objects.get()
    render_credential(credential.pk)
    assert (CredentialPDF.objects.get().digest, CredentialPDF.objects.count()) == (first.digest, 1)


def test_without_a_signing_certificate_it_says_what_to_run(enrolment: Enrolment) -> None:
    credential = issued(enrolment)
    with pytest.raises(NoSigningIdentity, match="create_signing_identity IES-05"):
        render_credential(credential.pk)
    assert not CredentialPDF.objects.exists()


def test_a_demonstration_makes_its_own_signing_certificate(enrolment: Enrolment, settings: Any) -> None:
    settings.DEMONSTRATION = True
    render_credential(issued(enrolment).pk)
    assert SigningIdentity.objects.get().is_demonstration


def test_the_database_refuses_another_file_for_the_same_certificate(enrolment: Enrolment) -> None:
    identity_for(enrolment.institute)
    render_credential(issued(enrolment).pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        CredentialPDF.objects.update(digest="0" * 64)


def test_the_command_makes_an_identity_and_retires_the_former(institute: Organisation) -> None:
    call_command("create_signing_identity", "IES-05")
    call_command("create_signing_identity", "IES-05")
    assert [identity.retired_at is None for identity in SigningIdentity.objects.order_by("pk")] == [False, True]
    assert not SigningIdentity.objects.filter(is_demonstration=True).exists()


def test_the_command_refuses_an_unknown_institute(db: None) -> None:
    with pytest.raises(CommandError, match="IES-99"):
        call_command("create_signing_identity", "IES-99")


def test_the_command_refuses_a_key_of_another_certificate(institute: Organisation, tmp_path: object) -> None:
    from datetime import UTC, datetime
    from pathlib import Path

    from certification.credentials.identities import self_signed_for

    folder = Path(str(tmp_path))
    one, other = (self_signed_for(institute, at=datetime.now(UTC)) for _ in range(2))
    (folder / "c.pem").write_text(one.certificate_pem)
    (folder / "k.pem").write_text(other.private_key_pem)
    with pytest.raises(CommandError, match="not the one of this key"):
        call_command("create_signing_identity", "IES-05", certificate=str(folder / "c.pem"), key=str(folder / "k.pem"))
    assert not SigningIdentity.objects.exists()


def test_the_private_key_is_encrypted_in_the_database(institute: Organisation) -> None:
    from django.db import connection

    identity_for(institute)
    with connection.cursor() as cursor:
        cursor.execute("SELECT private_key_pem FROM credentials_signingidentity")
        stored = cursor.fetchone()[0]
    assert "PRIVATE KEY" not in stored
    assert "PRIVATE KEY" in SigningIdentity.objects.get().private_key_pem
