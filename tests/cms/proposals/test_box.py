"""The authors' box in the browser."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from cms.pages.models import CoursePage
from cms.proposals.models import Proposal
from institutes.models import Membership
from tests.clients import signed_in
from tests.cms.proposals.factories import make_author, make_proposal, make_published_course

pytestmark = pytest.mark.django_db
ATTACK = "</textarea><script>alert(1)</script>"


@pytest.fixture
def course() -> CoursePage:
    return make_published_course()


@pytest.fixture
def author(course: CoursePage) -> User:
    return make_author(course)


def test_the_box_shows_what_waits_for_ones_own_courses(course: CoursePage, author: User) -> None:
    make_proposal(course, text="MARCA-PROPIA")
    make_proposal(course, text="MARCA-RETIRADA", status="withdrawn")
    make_proposal(make_published_course(), text="MARCA-AJENA")
    html = signed_in(author).get(reverse("proposals_box")).content.decode()
    assert "MARCA-PROPIA" in html
    assert "MARCA-RETIRADA" not in html
    assert "MARCA-AJENA" not in html
    assert "MARCA-PROPIA" not in signed_in(author).get(reverse("proposals_box") + "?estado=aceptadas").content.decode()


def test_a_long_box_costs_no_more_queries(course: CoursePage, author: User) -> None:
    client, counts = signed_in(author), []
    for number in (1, 12):
        for _number in range(number):
            make_proposal(course)
        client.get(reverse("proposals_box"))
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("proposals_box"))
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 25


def test_hostile_words_stay_words(course: CoursePage, author: User) -> None:
    proposal = make_proposal(course, text=ATTACK)
    for address in (reverse("proposals_box"), reverse("proposal_desk", args=[proposal.uid])):
        assert "<script>alert" not in signed_in(author).get(address).content.decode()


def test_a_refused_answer_is_kept_and_says_why(course: CoursePage, author: User) -> None:
    proposal = make_proposal(course)
    address = reverse("proposal_decide", args=[proposal.uid])
    response = signed_in(author).post(address, {"decision": "answer", "answer": ""})
    assert response.status_code == 409
    long = signed_in(author).post(address, {"decision": "answer", "answer": "x" * 2001})
    assert long.status_code == 422
    assert "x" * 2001 in long.content.decode()
    assert signed_in(author).post(address, {"decision": "nonsense"}).status_code == 409
    proposal.refresh_from_db()
    assert proposal.is_open


def test_from_the_box_to_the_draft(course: CoursePage, author: User) -> None:
    proposal = make_proposal(course)
    client, address = signed_in(author), reverse("proposal_decide", args=[proposal.uid])
    for decision in ("take_up", "accept", "worked_in"):
        assert client.post(address, {"decision": decision, "answer": ""}).status_code == 302
        assert client.get(reverse("proposal_desk", args=[proposal.uid])).status_code == 200
    proposal.refresh_from_db()
    assert proposal.worked_in_at is not None


def test_an_administrator_hides_and_shows(course: CoursePage) -> None:
    proposal = make_proposal(course)
    client = signed_in(make_author(course, Membership.Role.INSTITUTE_ADMIN))
    address = reverse("proposal_visibility", args=[proposal.uid])
    client.post(address, {"reason": ""})
    assert Proposal.objects.get().hidden_at is None
    client.post(address, {"reason": "Insulta"})
    assert "Insulta" in client.get(reverse("proposal_desk", args=[proposal.uid])).content.decode()
    client.post(address, {"show": "1"})
    assert Proposal.objects.get().hidden_at is None


def test_the_dashboard_tells_how_many_wait(course: CoursePage, author: User) -> None:
    make_proposal(course)
    html = signed_in(author).get("/cms/").content.decode()
    assert html.count(reverse("proposals_box")) >= 2  # the menu, and the panel
