"""Two approvals at the same instant, and one link answered twice: each counts once, and the last one knows it is last.

On SQLite writers wait for each other from the first statement; PostgreSQL is where this proves something.
"""

from functools import partial

import pytest
from django.test import Client
from django.urls import reverse

from cms.review.models import CoursePartner, ReviewRequest, ReviewRound
from tests.clients import signed_in
from tests.cms.review.factories import Review, make_review, token_sent_to
from tests.parallel import at_once

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def sent_at_once(sent: list[tuple[Client, str, dict[str, str]]]) -> list[int]:
    answers = at_once(*(partial(client.post, address, data) for client, address, data in sent))
    return [answer.status_code for answer in answers]


def approval(review: Review, partner: CoursePartner) -> tuple[Client, str, dict[str, str]]:
    client = signed_in(review.reviewer_of(partner), raise_request_exception=False)
    address = reverse("course_review_decide", args=[review.course.pk, review.request_to(partner).pk])
    return client, address, {"decision": "approved"}


def test_two_approvals_at_once_publish_once() -> None:
    review = make_review()
    partners = [review.invites(), review.invites()]
    review.hands_in()
    assert sent_at_once([approval(review, partner) for partner in partners]) == [302, 302]
    assert review.fresh.live
    assert ReviewRound.objects.get().outcome == "approved"


def test_the_same_approval_twice_counts_once() -> None:
    review = make_review()
    partner, _other = review.invites(), review.invites()
    review.hands_in()
    codes = sent_at_once([approval(review, partner) for _time in range(3)])
    assert sorted(codes) == [302, 422, 422]
    assert ReviewRequest.objects.exclude(decision="").count() == 1


def test_one_link_answered_twice_at_once_counts_once() -> None:
    review = make_review()
    guest = review.invites_guest("lupita@escuela.example")
    review.hands_in()
    address = reverse("guest_review_decide", args=[token_sent_to("lupita@escuela.example")])
    remark = f"d{review.request_to(guest).pk}-remark"
    answers = [
        {"decision": "approved", remark: "Adelante"},
        {"decision": "returned", remark: "Falta un ejemplo"},
    ]
    codes = sent_at_once([(Client(raise_request_exception=False), address, answer) for answer in answers])
    assert sorted(codes) == [302, 422]
    assert ReviewRound.objects.get().outcome in ("approved", "returned")


def test_handing_in_twice_at_once_opens_one_round() -> None:
    review = make_review()
    review.invites()
    address = reverse("course_hand_in", args=[review.course.pk])
    client = [signed_in(review.author, raise_request_exception=False) for _time in range(3)]
    assert sent_at_once([(one, address, {}) for one in client]) == [302, 302, 302]
    assert ReviewRound.objects.count() == 1
