"""A review lived in a browser: a partner, then a person without an account, by keyboard at the decisive point."""

from typing import Any

import pytest
from django.urls import reverse
from selenium.webdriver.chrome.webdriver import WebDriver
from selenium.webdriver.common.keys import Keys

from cms.review.models import ReviewRequest, ReviewRound
from tests.browser.conftest import LOOKS
from tests.browser.driving import Person, said
from tests.cms.review.factories import Review, make_review, token_sent_to

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("browser")]
EMAIL = "lupita@escuela.example"


@pytest.fixture
def review() -> Review:
    return make_review(questions=["single"])


def test_from_the_hand_in_to_the_publication(
    browser: WebDriver, live_server: Any, sign_in_browser: Any, review: Review
) -> None:
    partner = review.invites(stage=1)
    review.invites_guest(EMAIL, stage=2)
    person = Person(browser, live_server.url, LOOKS[0])

    sign_in_browser(review.author)
    person.opens(reverse("course_review", args=[review.course.pk]))
    person.follows(said("Hand in for review"))
    person.follows(person.sees("main form button"))
    assert ReviewRound.objects.filter(closed_at=None).count() == 1

    sign_in_browser(review.reviewer_of(partner))
    person.opens(reverse("course_review_lesson", args=[review.course.pk, review.lesson.pk]))
    person.clicks(person.sees(".draft-block .comment-form summary"))
    person.sees(".draft-block .comment-form textarea").send_keys("¿De dónde sale el dato?")
    person.follows(person.sees(".draft-block .comment-form button"))
    assert "¿De dónde sale el dato?" in person.text()
    person.opens(reverse("course_review", args=[review.course.pk]))
    person.follows(person.sees("button[value=approved]"))
    assert not review.fresh.live

    browser.delete_all_cookies()
    person.opens(reverse("guest_review", args=[token_sent_to(EMAIL)]))
    person.follows(person.sees(".outline a"))
    assert "¿De dónde sale el dato?" in person.text()
    person.clicks(person.sees(".remark details summary"))
    person.sees(".remark details textarea").send_keys("Del censo, creo.")
    person.follows(person.sees(".remark details button"))
    assert "Lupita Ríos" in person.text()
    person.opens(reverse("guest_review", args=[token_sent_to(EMAIL)]))
    button = person.sees("button[value=approved]")
    person.leaves_by(lambda: button.send_keys(Keys.ENTER))
    assert review.fresh.live
    assert not ReviewRequest.objects.filter(decision="").exists()
    assert browser.find_elements("css selector", "main form") == []
