from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from certification.actas.models import Acta
from certification.actas.selectors import waiting_groups
from courses.study.models import Enrolment
from institutes.models import Organisation
from tests.certification.factories import (
    CompletedEnrolmentFactory,
    certifier_of,
    identity_for,
    signed_acta,
)
from tests.courses.editions.factories import make_edition


@pytest.fixture
def desk(client: Client, institute: Organisation) -> Client:
    """A browser in which a certifier of the institute is signed in."""
    client.force_login(certifier_of(institute))
    return client


def form(enrolment: Enrolment, step: str) -> dict[str, Any]:
    return {
        "grupo": f"{enrolment.edition_id}-0", "enrolments": [str(enrolment.uid)], "post": "Directora", "step": step,
    }  # fmt: skip


def test_choosing_previewing_and_signing(desk: Client, enrolment: Enrolment) -> None:
    identity_for(enrolment.institute)
    address = reverse("acta_new", args=["IES-05"])
    assert enrolment.edition.title in desk.get(address).content.decode()
    assert str(enrolment.uid) in desk.get(address, {"grupo": f"{enrolment.edition_id}-0"}).content.decode()
    preview = desk.post(address, form(enrolment, "preview"))
    assert (preview.status_code, Acta.objects.count()) == (200, 0)
    signed = desk.post(address, form(enrolment, "sign"))
    acta = Acta.objects.get()
    assert signed["Location"] == reverse("acta", args=["IES-05", acta.uid])
    page = desk.get(signed["Location"]).content.decode()
    assert "IES-05-2026-0001" in page or str(acta) in page
    assert "Directora" in page


def test_choosing_nobody_is_a_422_and_signs_nothing(desk: Client, enrolment: Enrolment) -> None:
    sent = form(enrolment, "sign") | {"enrolments": []}
    assert desk.post(reverse("acta_new", args=["IES-05"]), sent).status_code == 422
    assert not Acta.objects.exists()


def test_people_of_another_institute_cannot_be_slipped_in(desk: Client, enrolment: Enrolment) -> None:
    elsewhere = CompletedEnrolmentFactory.create(edition=enrolment.edition)
    sent = form(enrolment, "sign") | {"enrolments": [str(enrolment.uid), str(elsewhere.uid)]}
    assert desk.post(reverse("acta_new", args=["IES-05"]), sent).status_code == 422
    assert not Acta.objects.exists()


def test_what_waits_is_grouped_by_edition(institute: Organisation) -> None:
    certifier, edition = certifier_of(institute), make_edition()
    for _ in range(2):
        CompletedEnrolmentFactory.create(institute=institute, edition=edition)
    CompletedEnrolmentFactory.create(institute=institute)
    assert sorted(group.number for group in waiting_groups(certifier, institute)) == [1, 2]


def test_the_list_costs_the_same_however_long(
    desk: Client, institute: Organisation, django_assert_max_num_queries: Any
) -> None:
    for _ in range(6):
        signed_acta(CompletedEnrolmentFactory.create(institute=institute))
    with django_assert_max_num_queries(22):
        assert desk.get(reverse("actas", args=["IES-05"])).status_code == 200
