"""The portfolio, and one file sent in the background."""

import io
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from courses.assessment.models import Piece
from courses.assessment.operations import About
from courses.player.views.evidence import LARGEST_REQUEST
from courses.study.models import Enrolment
from institutes.models import Membership
from tests.clients import signed_in
from tests.courses.assessment.factories import make_edition, make_enrolment, uid
from tests.courses.assessment.test_evidence import hand_in, photo, staff_of
from tests.courses.assessment.test_pieces import recording
from tests.institutes.factories import InstituteFactory, give_second_factor

pytestmark = pytest.mark.django_db


@pytest.fixture
def enrolment() -> Enrolment:
    return make_enrolment(edition=make_edition(InstituteFactory.create(), accepts=["text", "image", "audio"]))


@pytest.fixture
def teacher(client: Client, enrolment: Enrolment) -> Client:
    client.force_login(enrolment.teacher)
    return client


def address(name: str, enrolment: Enrolment) -> str:
    return reverse(name, args=[enrolment.uid, uid("Practicar"), uid("task")])


def test_it_shows_all_that_one_handed_in_and_nothing_of_others(teacher: Client, enrolment: Enrolment) -> None:
    hand_in(enrolment, upload=photo(), about=About("community", "given", "Lo dijeron al inicio"))
    hand_in(make_enrolment(edition=enrolment.edition), text="Lo de otra persona", upload=photo("ajena.jpg"))
    page = teacher.get(reverse("portfolio")).content.decode()
    for words in ("Su bitácora", "pizarrón.jpg", "Solo la comunidad", "Lo dijeron al inicio"):
        assert words in page
    assert "ajena.jpg" not in page
    assert "Lo de otra persona" not in page


def test_who_handed_in_nothing_is_told_what_it_is_for(teacher: Client) -> None:
    assert "Aquí se reúne" in teacher.get(reverse("portfolio")).content.decode()


def test_more_files_cost_no_more_queries(
    teacher: Client, enrolment: Enrolment, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    hand_in(enrolment, upload=photo())
    teacher.get(reverse("portfolio"))
    with django_assert_max_num_queries(5):
        teacher.get(reverse("portfolio"))
    for _number in range(5):
        hand_in(enrolment, upload=photo())
    with django_assert_max_num_queries(5):
        teacher.get(reverse("portfolio"))


def test_who_sees_it_is_changed_and_the_file_deleted(teacher: Client, enrolment: Enrolment) -> None:
    piece = hand_in(enrolment, upload=photo()).pieces.get()
    answer = teacher.post(reverse("piece_access", args=[piece.uid]), {"access": "community", "back": "portfolio"})
    assert answer["Location"] == reverse("portfolio")
    piece.refresh_from_db()
    assert piece.access == "community"
    teacher.post(reverse("piece_access", args=[piece.uid]), {"access": "everybody"})
    piece.refresh_from_db()
    assert piece.access == "community"
    answer = teacher.post(reverse("piece_remove", args=[piece.uid]), {"because": "consent"}, follow=True)
    assert "Borrado porque se retiró un consentimiento" in answer.content.decode()
    assert not Piece.objects.filter(gone_at=None).exists()


def test_a_file_is_told_to_whoever_reviews_and_may_not_open_it(client: Client, enrolment: Enrolment) -> None:
    evidence = hand_in(enrolment, upload=photo(), about=About("community", "nobody"))
    certifier = staff_of(enrolment, Membership.Role.CERTIFIER).user
    where = [enrolment.institute.code, evidence.works.get().uid]
    page = signed_in(give_second_factor(certifier)).get(reverse("marking_work", args=where)).content.decode()
    assert "reservado a la comunidad" in page
    assert "pizarrón.jpg" not in page
    assert str(evidence.pieces.get().uid) not in page


def test_a_trainer_finds_what_is_kept_for_the_community(
    client: Client, enrolment: Enrolment, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    hand_in(enrolment, upload=photo("reservada.jpg"), about=About("community", "nobody"))
    hand_in(enrolment, upload=photo("para-revisar.jpg"))
    trainer = staff_of(enrolment, Membership.Role.AUTHOR).user
    trained = signed_in(give_second_factor(trainer))
    assert reverse("community_pieces") in trained.get(reverse("my_place")).content.decode()
    page = trained.get(reverse("community_pieces")).content.decode()
    assert "reservada.jpg" in page
    assert "para-revisar.jpg" not in page
    hand_in(enrolment, upload=photo("otra.jpg"), about=About("community", "nobody"))
    with CaptureQueriesContext(connection) as first:
        trained.get(reverse("community_pieces"))
    for _number in range(4):
        hand_in(enrolment, upload=photo("otra.jpg"), about=About("community", "nobody"))
    with django_assert_max_num_queries(len(first)):
        trained.get(reverse("community_pieces"))
    client.force_login(enrolment.teacher)
    assert "reservada.jpg" not in client.get(reverse("community_pieces")).content.decode()


# --- One file in the background ---
def test_a_recording_is_stored_once_however_often_it_arrives(teacher: Client, enrolment: Enrolment) -> None:
    sent = {"uid": str(uuid4()), "consent": "nobody", "access": "programme"}
    for _time in range(2):
        answer = teacher.post(address("evidence_piece", enrolment), {**sent, "upload": recording(0, 9000)})
        piece = Piece.objects.get()
        assert answer.json() == {"status": "stored", "address": reverse("evidence_file", args=[piece.uid])}
    assert piece.seconds == 9


def test_a_recording_leaves_the_text_as_it_is(teacher: Client, enrolment: Enrolment) -> None:
    evidence = hand_in(enrolment, text="Lo escrito")
    teacher.post(
        address("evidence_piece", enrolment), {"consent": "nobody", "upload": recording(0), "access": "public"}
    )
    evidence.refresh_from_db()
    assert (evidence.text, evidence.pieces.count()) == ("Lo escrito", 1)


def test_what_is_missing_or_wrong_is_said_in_words(teacher: Client, enrolment: Enrolment) -> None:
    answer = teacher.post(address("evidence_piece", enrolment), {"upload": recording(0), "access": "programme"})
    assert answer.status_code == 422
    assert "otras personas" in answer.json()["errors"][0]
    sent = {"upload": recording(0, 3_600_000), "consent": "nobody", "access": "programme"}
    answer = teacher.post(address("evidence_piece", enrolment), sent)
    assert (answer.status_code, "1:00:00" in answer.json()["errors"][0]) == (422, True)
    assert teacher.post(address("evidence_piece", enrolment), {"uid": "x"}).status_code == 422


def test_a_session_that_ended_is_told_and_not_led_to_another_page(client: Client, enrolment: Enrolment) -> None:
    answer = client.post(address("evidence_piece", enrolment), {"upload": recording(0)})
    assert (answer.status_code, answer.json()["status"]) == (401, "signed_out")


@pytest.mark.parametrize("name", ["evidence", "evidence_piece"])
def test_two_hundred_megabytes_are_refused_unread(teacher: Client, enrolment: Enrolment, name: str) -> None:
    class Unread(io.BytesIO):
        def read(self, *_size: Any) -> bytes:
            raise AssertionError("nothing of it should be read")

    sent: dict[str, Any] = {"CONTENT_LENGTH": str(200 * 1_048_576), "wsgi.input": Unread()}
    answer = teacher.generic("POST", address(name, enrolment), **sent)
    assert answer.status_code == 413
    assert "200 MB" in answer.content.decode()
    sent = {"HTTP_ACCEPT": "application/json", "CONTENT_LENGTH": str(LARGEST_REQUEST + 1)}
    answer = teacher.generic("POST", address(name, enrolment), **sent)
    assert (answer.status_code, answer.json()["status"]) == (413, "refused")


def test_a_player_may_ask_for_a_part_of_a_recording(teacher: Client, enrolment: Enrolment) -> None:
    piece = hand_in(enrolment, upload=recording(0, 5000)).pieces.get()
    answer = teacher.get(reverse("evidence_file", args=[piece.uid]), headers={"Range": "bytes=0-3"})
    assert (answer.status_code, b"".join(answer.streaming_content)) == (206, b"\x1a\x45\xdf\xa3")  # type: ignore[attr-defined]
    assert answer["Content-Type"] == "audio/webm"
    assert answer["Content-Disposition"].startswith("inline")
