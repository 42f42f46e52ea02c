import hashlib
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from wagtail.log_actions import registry

from certification.actas.operations import sign_acta
from certification.credentials.facts import canonical, credits_for, digest
from certification.credentials.folio import validate
from certification.credentials.models import Credential, CredentialPDF, FolioSequence
from certification.credentials.operations import issue_credential, start_issuing
from certification.credentials.schedule import sweep_unrendered
from cms.skills.models import Framework, FrameworkVersion, Skill
from courses.study.models import Enrolment
from foundation.models import Job
from institutes.models import Organisation
from tests.certification.factories import (
    NOON,
    CompletedEnrolmentFactory,
    certifier_of,
    identity_for,
    issued,
    signed_acta,
)
from tests.courses.editions.factories import make_edition


def test_freezes_everything_that_is_printed(enrolment: Enrolment) -> None:
    version = FrameworkVersion.objects.create(
        framework=Framework.objects.create(code="PPI", name="Perfil"), version="2014"
    )
    enrolment.edition.skills.add(
        Skill.objects.create(framework_version=version, level_name="parámetro", code="2.3", label="Evalúa el proceso")
    )
    credential = issued(enrolment)
    facts, acta = credential.facts, credential.acta_row.acta
    assert facts["holder"]["name"] == "Ana María Núñez O'Higgins"
    assert facts["holder"]["curp_masked"] == enrolment.teacher.teacher_profile.masked_curp
    assert facts["course"] == {
        "uid": str(enrolment.course_id), "type": "taller", "title": enrolment.edition.title, "hours": 20,
        "credits": "1.25", "mode": "online",
    }  # fmt: skip
    assert facts["edition"] == {"number": 1, "digest": enrolment.edition.digest}
    assert facts["result"] == {"result": "acreditado", "grade": "9.4", "rule_version": "1"}
    assert facts["dates"] == {"started_on": "2026-08-03", "completed_on": "2026-09-12", "issued_on": "2026-11-20"}
    assert facts["skills"] == [{"framework": "PPI", "version": "2014", "code": "2.3", "label": "Evalúa el proceso"}]
    assert facts["signers"] == [{"name": acta.signer_name, "post": acta.signer_post}]
    assert facts["register"] == {"book": "IES-05/2026", "leaf": "0001", "row": 1, "acta": str(acta.uid)}
    assert facts["language"] == "es-mx"
    assert facts["verification"].endswith(f"/verificar/{credential.folio}/{credential.token}/")
    assert enrolment.teacher.teacher_profile.curp not in canonical(facts).decode()


def test_the_digest_is_that_of_the_canonical_facts(enrolment: Enrolment) -> None:
    credential = Credential.objects.get(pk=issued(enrolment).pk)
    assert credential.facts_digest == digest(credential.facts)
    assert credential.facts_digest == hashlib.sha256(canonical(credential.facts)).hexdigest()


def test_the_digest_sees_composed_and_decomposed_letters_as_one() -> None:
    assert digest({"name": "Nuñez"}) == digest({"name": "Nun\u0303ez"})


def test_later_changes_of_the_course_and_the_person_change_nothing_earned(enrolment: Enrolment) -> None:
    credential = issued(enrolment)
    enrolment.teacher.paternal_surname = "Otro"
    enrolment.teacher.save()
    enrolment.institute.name = "Otro instituto"
    enrolment.institute.save()
    credential.refresh_from_db()
    assert credential.facts["holder"]["name"] == "Ana María Núñez O'Higgins"
    assert credential.facts["issuer"]["name"] == "Escuela Normal IES-05"


def test_folios_follow_without_gaps(institute: Organisation) -> None:
    edition = make_edition()
    acta = signed_acta(*[CompletedEnrolmentFactory.create(institute=institute, edition=edition) for _ in range(3)])
    folios = [issue_credential(acta_row=row, at=NOON).folio for row in acta.rows.all()]
    assert [folio[:-1] for folio in folios] == [f"2026IES05{n:06d}" for n in (1, 2, 3)]
    assert [validate(folio) for folio in folios] == folios


def test_a_failed_issue_leaves_no_gap(institute: Organisation) -> None:
    first = issued(CompletedEnrolmentFactory.create(institute=institute))
    row = signed_acta(CompletedEnrolmentFactory.create(institute=institute)).rows.get()
    with transaction.atomic():
        issue_credential(acta_row=row, at=NOON)
        transaction.set_rollback(True)
    again = issue_credential(acta_row=row, at=NOON)
    assert (first.folio[9:15], again.folio[9:15]) == ("000001", "000002")


def test_issuing_twice_gives_the_same_certificate(enrolment: Enrolment) -> None:
    row = signed_acta(enrolment).rows.get()
    assert issue_credential(acta_row=row, at=NOON) == issue_credential(acta_row=row, at=NOON + timedelta(days=1))
    assert FolioSequence.objects.get().last == 1


def test_a_teacher_without_profile_gets_a_certificate_without_curp(institute: Organisation) -> None:
    enrolment = CompletedEnrolmentFactory.create(institute=institute)
    enrolment.teacher.teacher_profile.delete()
    assert issued(Enrolment.objects.get(pk=enrolment.pk)).facts["holder"]["curp_masked"] == ""


@pytest.mark.parametrize(("hours", "expected"), [(16, "1"), (20, "1.25"), (40, "2.5"), (120, "7.5"), (10, "0.62")])
def test_credits_are_hours_by_sixteen(hours: int, expected: str) -> None:
    assert credits_for(hours) == expected


def test_leaves_a_trace(enrolment: Enrolment) -> None:
    credential = issued(enrolment)
    entry = registry.get_logs_for_instance(credential).get()
    assert (entry.action, entry.user_id) == ("credentials.issue", credential.acta_row.acta.signed_by_id)


@pytest.mark.parametrize("field", ["folio", "token", "facts", "facts_digest", "issued_at"])
def test_the_database_refuses_to_change_what_was_issued(enrolment: Enrolment, field: str) -> None:
    credential = issued(enrolment)
    value = {"facts": {"forged": True}, "issued_at": NOON + timedelta(days=1)}.get(field, "X")
    with pytest.raises(IntegrityError), transaction.atomic():
        Credential.objects.filter(pk=credential.pk).update(**{field: value})


def test_signing_an_acta_issues_and_draws_every_certificate(
    institute: Organisation, django_capture_on_commit_callbacks: Any
) -> None:
    identity_for(institute)
    edition = make_edition()
    people = [CompletedEnrolmentFactory.create(institute=institute, edition=edition) for _ in range(2)]
    with django_capture_on_commit_callbacks(execute=True):
        acta = sign_acta(actor=certifier_of(institute), organisation=institute, enrolments=people, at=NOON)
    job = Job.objects.get()
    assert (job.status, job.done, job.total, job.problems) == (Job.Status.DONE, 2, 2, [])
    assert job.result_url == f"/instituto/IES-05/actas/{acta.uid}/"
    assert CredentialPDF.objects.count() == 2


def test_starting_twice_makes_one_job(enrolment: Enrolment) -> None:
    acta = signed_acta(enrolment)
    assert start_issuing(acta) == start_issuing(acta)


def test_the_sweep_draws_what_the_queue_lost(enrolment: Enrolment) -> None:
    identity_for(enrolment.institute)
    credential = issued(enrolment)
    assert sweep_unrendered() == 1
    assert CredentialPDF.objects.get().credential == credential
    assert sweep_unrendered() == 0


def test_the_sweep_issues_for_an_acta_whose_news_got_lost(
    enrolment: Enrolment, django_capture_on_commit_callbacks: Any
) -> None:
    identity_for(enrolment.institute)
    acta = signed_acta(enrolment)
    with django_capture_on_commit_callbacks(execute=True):
        sweep_unrendered()
    assert Credential.objects.get().acta_row.acta == acta
