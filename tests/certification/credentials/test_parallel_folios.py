"""Two workers at once, on a database with real row locks."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from certification.actas.models import Acta, ActaRow
from certification.actas.operations import sign_acta
from certification.credentials.models import Credential
from certification.credentials.operations import issue_credential
from courses.study.models import Enrolment
from tests.certification.factories import NOON, CompletedEnrolmentFactory, certifier_of, signed_acta
from tests.institutes.factories import InstituteFactory

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def silence(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither issuing nor drawing follows by itself: this is about numbers."""
    monkeypatch.setattr("certification.credentials.operations.render_credential.delay", lambda _pk: None)
    monkeypatch.setattr("certification.credentials.operations.start_issuing", lambda _acta: None)


def _issue(row: ActaRow) -> str:
    try:
        return issue_credential(acta_row=row, at=NOON).folio
    finally:
        connections.close_all()


def test_parallel_issues_take_folios_without_gaps_or_doubles() -> None:
    institute = InstituteFactory.create(code="IES-05")
    rows = [signed_acta(CompletedEnrolmentFactory.create(institute=institute)).rows.get() for _ in range(12)]
    with ThreadPoolExecutor(6) as pool:
        folios = list(pool.map(_issue, rows))
    assert sorted(int(folio[9:15]) for folio in folios) == list(range(1, 13))


def test_the_same_row_issued_in_parallel_gets_one_certificate() -> None:
    row = signed_acta(CompletedEnrolmentFactory.create()).rows.get()
    with ThreadPoolExecutor(6) as pool:
        folios = set(pool.map(_issue, [row] * 6))
    assert len(folios) == 1
    assert Credential.objects.count() == 1


def test_parallel_actas_take_numbers_without_gaps() -> None:
    institute = InstituteFactory.create()
    certifier = certifier_of(institute)
    people = [CompletedEnrolmentFactory.create(institute=institute) for _ in range(8)]

    def sign(enrolment: Enrolment) -> None:
        try:
            sign_acta(actor=certifier, organisation=institute, enrolments=[enrolment], at=NOON)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(sign, people))
    assert sorted(Acta.objects.values_list("number", flat=True)) == list(range(1, 9))
