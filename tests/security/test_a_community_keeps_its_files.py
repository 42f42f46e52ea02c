"""What a teacher keeps for the community is read through no other door: pages, exports, the CMS and its reports."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from courses.assessment.models import Piece
from courses.assessment.operations import About, change_access
from courses.study.models import Enrolment
from institutes.models import Membership, Organisation
from tests.accounts.factories import UserFactory
from tests.clients import signed_in
from tests.courses.assessment.factories import make_edition, make_enrolment
from tests.courses.assessment.test_evidence import hand_in, photo, staff_of
from tests.courses.cohorts.factories import UNDER_WAY, make_cohort
from tests.institutes.factories import InstituteFactory, MembershipFactory, OrganisationFactory, give_second_factor

pytestmark = pytest.mark.django_db
NAME, NOTE = "la-casa-de-mi-abuela.jpg", "Mi abuela lo permitió de palabra"
Role = Membership.Role


@pytest.fixture
def piece() -> Piece:
    institute = InstituteFactory.create()
    enrolment = make_enrolment(edition=make_edition(institute))
    Enrolment.objects.update(cohort=make_cohort(edition=enrolment.edition, organisation=institute, **UNDER_WAY))
    enrolment.refresh_from_db()
    found = hand_in(enrolment, upload=photo(NAME), about=About("programme", "given", NOTE)).pieces.get()
    return change_access(actor=enrolment.teacher, piece=found, access="community")


def certifier(piece: Piece) -> User:
    return staff_of(piece.evidence.enrolment, Role.CERTIFIER).user


def administrator(piece: Piece) -> User:
    return staff_of(piece.evidence.enrolment).user


def of_the_state(_piece: Piece) -> User:
    state = OrganisationFactory.create(kind=Organisation.Kind.AUTHORITY, code="SEJ")
    return MembershipFactory.create(organisation=state, role=Role.SEJ_ADMIN).user


def operator(_piece: Piece) -> User:
    return UserFactory.create(is_superuser=True, is_staff=True)


def _pages(piece: Piece) -> list[str]:
    evidence, code = piece.evidence, piece.evidence.enrolment.institute.code
    return [
        reverse("desk", args=[code]),
        reverse("marking_queue", args=[code]),
        reverse("marking_work", args=[code, evidence.works.get().uid]),
        reverse("community_pieces"),
        reverse("my_place"),
        reverse("portfolio"),
        reverse("wagtailadmin_home"),
        reverse("wagtailadmin_reports:site_history"),
        reverse("wagtailadmin_reports:site_history") + "?export=csv",
    ]


@pytest.mark.parametrize("role", [certifier, administrator, of_the_state, operator])
def test_no_page_tells_the_name_the_note_or_the_address(piece: Piece, role: Callable[[Piece], User]) -> None:
    client = signed_in(give_second_factor(role(piece)))
    assert client.get(reverse("evidence_file", args=[piece.uid])).status_code == 404
    review = reverse("marking_work", args=[piece.evidence.enrolment.institute.code, piece.evidence.works.get().uid])
    assert "reservado a la comunidad" in _text(client, review)
    for page in _pages(piece):
        text = _text(client, page)
        for secret in (NAME, "abuela", reverse("evidence_file", args=[piece.uid])):
            assert secret not in text, page


def _text(client: Client, page: str) -> str:
    response = client.get(page)
    content = b"".join(response.streaming_content) if response.streaming else response.content  # type: ignore[attr-defined]
    return bytes(content).decode(errors="replace")


def test_whoever_accompanies_the_group_reads_it(piece: Piece) -> None:
    enrolment = piece.evidence.enrolment
    facilitator = staff_of(enrolment, Role.FACILITATOR).user
    assert enrolment.cohort is not None
    enrolment.cohort.facilitators.add(facilitator)
    client = signed_in(give_second_factor(facilitator))
    page = reverse("marking_work", args=[enrolment.institute.code, piece.evidence.works.get().uid])
    assert NAME in _text(client, page)
    assert client.get(reverse("evidence_file", args=[piece.uid])).status_code == 200
