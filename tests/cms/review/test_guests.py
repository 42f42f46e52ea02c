"""People without an account: asked by letter, through a link that works for one answer."""

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cms.review.models import CourseGuest, ReviewRequest, ReviewRound
from cms.review.operations import ReviewRefused, cancel_review, decide_as_guest, resend_link
from cms.review.tokens import digest_of_token
from institutes.models import Membership
from tests.cms.review.factories import Decision, Review, make_review, member, token_sent_to
from tests.institutes.factories import OrganisationFactory

pytestmark = pytest.mark.django_db(transaction=True)
EMAIL = "lupita@escuela.example"


@pytest.fixture
def review() -> Review:
    return make_review(lessons=2)


@pytest.fixture
def guest(review: Review) -> CourseGuest:
    guest = review.invites_guest(EMAIL)
    review.hands_in()
    return guest


@pytest.fixture
def token(guest: CourseGuest) -> str:
    return token_sent_to(EMAIL)


def address(name: str, token: str, *more: int) -> str:
    return reverse(name, args=[token, *more])


def answer(review: Review, guest: CourseGuest, token: str, decision: str, remark: str = "") -> int:
    request = review.request_to(guest)
    sent = {"decision": decision, f"d{request.pk}-remark": remark}
    return Client(enforce_csrf_checks=True).post(address("guest_review_decide", token), sent).status_code


def test_the_letter_goes_out_when_the_stage_begins_and_only_a_digest_is_kept(review: Review) -> None:
    partner = review.invites(stage=1)
    guest = review.invites_guest(EMAIL, stage=2)
    review.hands_in()
    assert not [letter for letter in mail.outbox if letter.to == [EMAIL]]
    review.answers(partner)
    token, request = token_sent_to(EMAIL), review.request_to(guest)
    assert len(token) >= 43
    assert request.token_digest == digest_of_token(token)
    assert token not in str(ReviewRequest.objects.filter(pk=request.pk).values())


def test_looking_uses_nothing_up_and_one_answer_does(review: Review, guest: CourseGuest, token: str) -> None:
    client = Client()
    for _time in range(3):
        assert client.head(address("guest_review", token)).status_code == 200
        page = client.get(address("guest_review", token))
        assert review.course.title in page.content.decode()
    assert client.get(address("guest_review_decide", token)).status_code == 405
    assert answer(review, guest, token, Decision.APPROVED, "Muy útil") == 302
    assert review.fresh.live
    after = client.get(address("guest_review", token)).content.decode()
    assert "Muy útil" in after
    assert '<form method="post"' not in after
    assert answer(review, guest, token, Decision.RETURNED, "Mejor no") == 422
    assert review.request_to(guest).decision == Decision.APPROVED


def test_a_guest_who_asks_for_changes_returns_the_course(review: Review, guest: CourseGuest, token: str) -> None:
    assert answer(review, guest, token, Decision.RETURNED) == 422
    assert answer(review, guest, token, Decision.RETURNED, "Falta un ejemplo") == 302
    assert ReviewRound.objects.get().outcome == "returned"
    assert not review.fresh.live


def test_a_guest_who_only_comments_does_not_approve(review: Review) -> None:
    partner = review.invites()
    guest = review.invites_guest(EMAIL, approves=False)
    review.hands_in()
    token = token_sent_to(EMAIL)
    assert answer(review, guest, token, Decision.APPROVED) == 422
    assert answer(review, guest, token, Decision.READ, "Bien escrito") == 302
    assert not review.fresh.live
    review.answers(partner)
    assert review.fresh.live


def test_the_guest_reads_every_lesson(review: Review, token: str) -> None:
    from cms.pages.models import LessonPage

    for lesson in LessonPage.objects.descendant_of(review.course):
        page = Client().get(address("guest_lesson", token, lesson.pk))
        assert page.status_code == 200
        assert lesson.title in page.content.decode()


def test_every_answer_of_the_link_stays_between_the_two(review: Review, token: str) -> None:
    for page in (address("guest_review", token), address("guest_lesson", token, review.lesson.pk)):
        response = Client().get(page)
        assert response["Cache-Control"] == "no-store"
        assert response["Referrer-Policy"] == "no-referrer"
        assert "noindex" in response["X-Robots-Tag"]


def test_a_new_link_kills_the_old_one(review: Review, guest: CourseGuest, token: str) -> None:
    resend_link(actor=review.author, request=review.request_to(guest), at=timezone.now())
    fresh = token_sent_to(EMAIL)
    assert fresh != token
    assert Client().get(address("guest_review", token)).status_code == 404
    assert answer(review, guest, token, Decision.APPROVED) == 404
    assert answer(review, guest, fresh, Decision.APPROVED) == 302


def test_only_the_courses_own_institute_sends_links(review: Review, guest: CourseGuest) -> None:
    stranger = member(OrganisationFactory.create(), Membership.Role.AUTHOR)
    with pytest.raises(ReviewRequest.DoesNotExist):
        resend_link(actor=stranger, request=review.request_to(guest), at=timezone.now())


def test_an_expired_link_says_so_and_offers_nothing(review: Review, guest: CourseGuest, token: str) -> None:
    with time_machine.travel(timezone.now() + timedelta(days=15), tick=False):
        page = Client().get(address("guest_review", token))
        assert page.status_code == 200
        assert '<form method="post"' not in page.content.decode()
        assert answer(review, guest, token, Decision.APPROVED) == 422
        assert Client().get(address("guest_lesson", token, review.lesson.pk)).status_code == 302
    assert review.request_to(guest).decision == ""


def test_a_link_to_a_text_that_changed_offers_nothing(review: Review, guest: CourseGuest, token: str) -> None:
    lesson = review.lesson
    lesson.title = "Otra cosa"
    lesson.save_revision(user=None)
    assert '<form method="post"' not in Client().get(address("guest_review", token)).content.decode()
    assert answer(review, guest, token, Decision.APPROVED) == 422
    assert Client().get(address("guest_lesson", token, lesson.pk)).status_code == 302
    assert review.request_to(guest).decision == ""


def test_a_link_of_a_review_that_ended_offers_nothing(review: Review, guest: CourseGuest, token: str) -> None:
    cancel_review(actor=review.author, course=review.course)
    assert '<form method="post"' not in Client().get(address("guest_review", token)).content.decode()
    assert answer(review, guest, token, Decision.APPROVED) == 422


def test_the_next_round_brings_another_link(review: Review, guest: CourseGuest, token: str) -> None:
    answer(review, guest, token, Decision.RETURNED, "Falta un ejemplo")
    review.hands_in()
    fresh = token_sent_to(EMAIL)
    assert "Falta un ejemplo" in Client().get(address("guest_review", token)).content.decode()
    assert answer(review, guest, fresh, Decision.APPROVED) == 302
    assert review.fresh.live


def test_the_operation_itself_knows_the_link_by_its_digest(review: Review, guest: CourseGuest, token: str) -> None:
    stale = review.request_to(guest)
    resend_link(actor=review.author, request=stale, at=timezone.now())
    with pytest.raises(ReviewRequest.DoesNotExist):
        decide_as_guest(request=stale, decision=Decision.APPROVED, remark="", at=timezone.now())


def test_a_partner_has_no_link(review: Review) -> None:
    partner = review.invites()
    review.hands_in()
    with pytest.raises(ReviewRefused):
        resend_link(actor=review.author, request=review.request_to(partner), at=timezone.now())
