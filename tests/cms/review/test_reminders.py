"""Who has not answered is reminded, each moment once; the author moves dates and sees who is late."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from cms.review.models import ReviewRequest
from cms.review.operations import ReviewRefused, remind_of_reviews, set_due_date
from cms.review.schedule import remind_reviewers
from tests.clients import signed_in
from tests.cms.review.factories import Decision, Review, Role, make_review, member
from tests.institutes.factories import OrganisationFactory

pytestmark = pytest.mark.django_db(transaction=True)
MONDAY = date(2026, 3, 16)


@pytest.fixture
def review() -> Review:
    review = make_review()
    review.invites()
    review.invites_guest("lupita@escuela.example")
    review.hands_in()
    ReviewRequest.objects.update(asked_at=timezone.now() - timedelta(days=40), due_on=MONDAY)
    ReviewRequest.objects.update(asked_at="2026-03-02T18:00Z")
    mail.outbox.clear()
    return review


def test_each_moment_reminds_once_those_who_have_not_answered(review: Review) -> None:
    assert remind_of_reviews(today=MONDAY) == 2
    assert remind_of_reviews(today=MONDAY) == 0
    assert len(mail.outbox) == 2
    assert set(ReviewRequest.objects.values_list("reminded_on", flat=True)) == {MONDAY}
    assert remind_of_reviews(today=MONDAY + timedelta(days=1)) == 0
    assert remind_of_reviews(today=MONDAY + timedelta(days=7)) == 2


def test_a_guests_reminder_carries_no_link(review: Review) -> None:
    remind_of_reviews(today=MONDAY)
    letter = next(letter for letter in mail.outbox if letter.to == ["lupita@escuela.example"])
    assert "/revision/invitacion/" not in letter.body


def test_who_answered_is_left_alone(review: Review) -> None:
    review.answers(review.course.partners.get())
    assert remind_of_reviews(today=MONDAY) == 1
    assert [letter.to for letter in mail.outbox if "/revision/" in letter.body] == []


def test_after_the_end_nobody_is_reminded(review: Review) -> None:
    review.answers(review.course.partners.get(), Decision.RETURNED, "Falta un ejemplo")
    assert remind_of_reviews(today=MONDAY) == 0


def test_the_clock_runs_it(review: Review) -> None:
    remind_reviewers()
    today = timezone.localdate()
    due = today.weekday() < 5
    assert ReviewRequest.objects.filter(reminded_on=today).count() == (2 if due else 0)


def test_another_date_is_set_by_the_courses_own_institute(review: Review) -> None:
    request = review.request_to(review.course.partners.get())
    later = timezone.localdate() + timedelta(days=30)
    set_due_date(actor=review.author, request=request, due_on=later)
    request.refresh_from_db()
    assert (request.due_on, request.reminded_on) == (later, None)
    with pytest.raises(ReviewRefused):
        set_due_date(actor=review.author, request=request, due_on=timezone.localdate() - timedelta(days=1))
    stranger = member(OrganisationFactory.create(), Role.AUTHOR)
    with pytest.raises(ReviewRequest.DoesNotExist):
        set_due_date(actor=stranger, request=request, due_on=later)


def test_a_date_that_is_none_is_refused_kindly(review: Review) -> None:
    request = review.request_to(review.course.partners.get())
    address = reverse("course_request_due", args=[review.course.pk, request.pk])
    answer = signed_in(review.author).post(address, {"due_on": "mañana"}, follow=True)
    assert "alert error" in answer.content.decode()


def test_the_author_sees_who_is_late(review: Review) -> None:
    home = signed_in(review.author).get(reverse("wagtailadmin_home")).content.decode()
    assert "Lupita Ríos" in home
