"""The proposal box as everybody sees it."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cms.pages.models import CoursePage, LessonPage
from cms.proposals.models import Proposal
from courses.editions.models import Course
from tests.accounts.factories import TeacherFactory
from tests.clients import signed_in
from tests.cms.proposals.factories import NOON, make_citizen, make_proposal, make_published_course
from tests.courses.editions.factories import make_edition

pytestmark = pytest.mark.django_db
ATTACK = '"><script>alert(1)</script><img src=x onerror=alert(2)>'


@pytest.fixture
def course() -> CoursePage:
    return make_published_course(questions=["single"])


def slug_of(course: CoursePage) -> str:
    return Course.objects.get(uid=course.translation_key).slug


def address(name: str, course: CoursePage, *more: Any) -> str:
    return reverse(name, args=[slug_of(course), *more])


def html_of(client: Client, url: str) -> str:
    return client.get(url).content.decode()


def filled(**changes: Any) -> dict[str, Any]:
    return {"uid": str(uuid.uuid4()), "place": "", "kind": "addition", "text": "Un ejemplo más.", **changes}


def test_the_form_sent_twice_makes_one_proposal_and_shows_it_twice(course: CoursePage) -> None:
    client, sent = signed_in(make_citizen()), filled(is_public="on")
    first, second = (client.post(address("course_propose", course), sent) for _time in range(2))
    proposal = Proposal.objects.get()
    assert first.url == second.url == address("course_proposal", course, proposal.uid)  # type: ignore[attr-defined]
    assert "Un ejemplo más." in html_of(client, first.url)  # type: ignore[attr-defined]


def test_from_a_lesson_one_points_at_a_block(course: CoursePage) -> None:
    lesson = LessonPage.objects.descendant_of(course).get()
    key, block = lesson.translation_key, lesson.body[0].id
    client, url = signed_in(make_citizen()), f"{address('course_propose', course)}?leccion={key}&bloque={block}"
    assert f'value="{key}/{block}" selected' in html_of(client, url)
    client.post(url, filled(place=f"{key}/{block}"))
    proposal = Proposal.objects.get()
    assert (proposal.lesson_uid, proposal.block_uid) == (key, block)
    assert "Lección 1" in proposal.place
    assert not proposal.is_public


@pytest.mark.parametrize(
    "wrong", [{"place": "elsewhere"}, {"kind": "spam"}, {"text": ""}, {"text": "x" * 2001}, {"uid": "1"}]
)
def test_a_wrong_form_is_refused_and_kept(course: CoursePage, wrong: dict[str, str]) -> None:
    response = signed_in(make_citizen()).post(address("course_propose", course), filled(**wrong))
    assert response.status_code == 422
    assert not Proposal.objects.exists()
    if wrong.get("text") != "":
        assert (wrong.get("text") or "Un ejemplo más.") in response.content.decode()


@pytest.mark.parametrize("query", ["leccion=x", "leccion=" + "9" * 200, "bloque=1"])
def test_a_senseless_address_offers_the_lessons(course: CoursePage, query: str) -> None:
    response = signed_in(make_citizen()).get(f"{address('course_propose', course)}?{query}")
    assert response.status_code == 200


def test_whoever_has_not_confirmed_the_address_is_told_what_to_do(course: CoursePage) -> None:
    client = signed_in(TeacherFactory.create())
    assert reverse("account_email") in html_of(client, address("course_propose", course))
    client.post(address("course_propose", course), filled())
    assert not Proposal.objects.exists()


def test_a_course_without_a_page_takes_none() -> None:
    slug = make_edition().course.slug
    client = signed_in(make_citizen())
    assert "<textarea" not in html_of(client, reverse("course_propose", args=[slug]))
    assert reverse("course_propose", args=[slug]) not in html_of(client, reverse("course", args=[slug]))
    assert client.post(reverse("course_propose", args=[slug]), filled()).status_code == 422


def test_the_list_shows_what_is_public_by_state(course: CoursePage) -> None:
    make_proposal(course, text="MARCA-PUBLICA")
    make_proposal(course, text="MARCA-PRIVADA", is_public=False)
    make_proposal(course, text="MARCA-RETIRADA", status="withdrawn")
    make_proposal(course, text="MARCA-OCULTA", hidden_at=NOON, hidden_reason="Insulta")
    make_proposal(course, text="MARCA-ACEPTADA", status="accepted", decided_at=NOON)
    make_proposal(make_published_course(), text="MARCA-AJENA")
    html = html_of(Client(), address("course_proposals", course))
    shown = {
        mark for mark in ("PUBLICA", "PRIVADA", "RETIRADA", "OCULTA", "ACEPTADA", "AJENA") if f"MARCA-{mark}" in html
    }
    assert shown == {"PUBLICA", "ACEPTADA"}
    accepted = html_of(Client(), address("course_proposals", course) + "?estado=aceptadas")
    assert "MARCA-PUBLICA" not in accepted
    assert "MARCA-ACEPTADA" in accepted


def test_a_long_list_has_pages_and_costs_no_more_queries(course: CoursePage) -> None:
    counts = []
    for number in (2, 14):
        for minutes in range(number):
            make_proposal(course, created_at=NOON + timedelta(minutes=minutes))
        with CaptureQueriesContext(connection) as queries:
            html = html_of(Client(), address("course_proposals", course))
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 8
    assert "?page=2" in html


def test_ones_own_private_proposal_is_ones_own(course: CoursePage) -> None:
    author = make_citizen()
    proposal = make_proposal(course, author, is_public=False, text="MARCA-PRIVADA")
    url = address("course_proposal", course, proposal.uid)
    assert "MARCA-PRIVADA" in html_of(signed_in(author), url)
    assert signed_in(make_citizen()).get(url).status_code == 404
    assert Client().get(url).status_code == 404
    assert "MARCA-PRIVADA" in html_of(signed_in(author), reverse("my_place"))


def test_a_proposal_is_found_under_its_own_course_only(course: CoursePage) -> None:
    other = make_published_course()
    proposal = make_proposal(course)
    assert Client().get(address("course_proposal", other, proposal.uid)).status_code == 404
    supporter = signed_in(make_citizen())
    assert supporter.post(address("course_proposal_support", other, proposal.uid)).status_code == 404


def test_support_and_back(course: CoursePage) -> None:
    client, proposal = signed_in(make_citizen()), make_proposal(course)
    url = address("course_proposal_support", course, proposal.uid)
    client.post(url)
    client.post(url)
    assert proposal.supports.count() == 1
    client.post(url, {"end": "1"})
    assert proposal.supports.count() == 0


def test_withdrawn_it_is_gone_for_everybody_else(course: CoursePage) -> None:
    author = make_citizen()
    proposal = make_proposal(course, author)
    client = signed_in(author)
    client.post(address("course_proposal_withdraw", course, proposal.uid))
    url = address("course_proposal", course, proposal.uid)
    assert client.get(url).status_code == 200
    assert Client().get(url).status_code == 404


def test_hostile_words_stay_words_on_every_page(course: CoursePage) -> None:
    author = make_citizen(given_names=ATTACK[:100])
    proposal = make_proposal(
        course, author, text=ATTACK, place=ATTACK, shows_name=True, status="answered", decided_at=NOON, answer=ATTACK
    )
    pages = [
        address("course_proposals", course),
        address("course_proposal", course, proposal.uid),
        address("course_history", course),
        reverse("my_place"),
    ]
    for url in pages:
        html = html_of(signed_in(author), url)
        assert "<script>alert" not in html
        assert "<img src=x" not in html
    assert "<script>alert" not in html_of(Client(), address("course_history_feed", course))


def test_a_name_withheld_is_nowhere(course: CoursePage) -> None:
    proposal = make_proposal(course, make_citizen(given_names="Xóchitl", paternal_surname="Zepeda"))
    for name, more in (("course_proposals", ()), ("course_proposal", (proposal.uid,)), ("course_history", ()),
                       ("course_history_feed", ())):  # fmt: skip
        html = html_of(signed_in(make_citizen()), address(name, course, *more))
        assert "Xóchitl" not in html
        assert "Zepeda" not in html


def test_the_course_leads_to_its_box_and_its_history(course: CoursePage) -> None:
    html = html_of(Client(), address("course", course))
    for name in ("course_propose", "course_proposals", "course_history"):
        assert address(name, course) in html
