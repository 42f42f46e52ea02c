"""A guest's link opens one course for one person and one answer, and nothing else."""

from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Comment, CommentReply

from cms.discussion.operations import GUEST_EMAIL, comment_on, guest_writer
from cms.review.doors import VISITS, WRONG_LINKS
from cms.review.models import ReviewRequest
from tests.clients import signed_in
from tests.cms.review.factories import Review, make_review, token_sent_to

pytestmark = pytest.mark.django_db(transaction=True)
EMAIL = "lupita@escuela.example"


@pytest.fixture
def review() -> Review:
    review = make_review()
    review.invites_guest(EMAIL)
    review.hands_in()
    return review


@pytest.fixture
def token(review: Review) -> str:
    return token_sent_to(EMAIL)


def test_a_guessed_link_is_not_there(review: Review, token: str) -> None:
    digest = ReviewRequest.objects.get().token_digest
    for guess in ("x", token[:-1], token + "x", token.swapcase(), str(digest), "%F0%9F%92%A9", "a" * 3000):
        assert Client().get(f"/revision/invitacion/{guess}/").status_code == 404
        assert Client().post(f"/revision/invitacion/{guess}/decidir/", {"decision": "approved"}).status_code == 404
    assert not review.fresh.live


def test_guessing_takes_too_long(review: Review, token: str) -> None:
    with time_machine.travel(timezone.now(), tick=False):
        codes = [Client().get(f"/revision/invitacion/adivina{n}/").status_code for n in range(WRONG_LINKS + 2)]
    assert codes[0] == 404
    assert codes[-1] == 429
    assert Client().get(f"/revision/invitacion/{token}/").status_code == 200  # a right link still opens


def test_one_link_is_not_asked_without_end(review: Review, token: str) -> None:
    address = reverse("guest_review_decide", args=[token])
    with time_machine.travel(timezone.now(), tick=False):  # all within one minute, however slow the machine
        codes = [Client().post(address, {"decision": "x"}).status_code for _n in range(VISITS + 1)]
    assert codes[-1] == 429


def test_the_link_opens_no_other_course(review: Review, token: str) -> None:
    other = make_review(title="Curso ajeno secreto")
    said: dict[str, Any] = {"block_uid": "", "text": "Secreto", "at": timezone.now()}
    comment = comment_on(actor=other.author, course=other.course, page=other.lesson, **said)
    for page in (other.lesson.pk, other.course.pk, 999_999):
        assert Client().get(reverse("guest_lesson", args=[token, page])).status_code == 404
        tried = Client().post(reverse("guest_comment_create", args=[token, page]), {"c-page-text": "Hola"})
        assert tried.status_code == 404
    answered = Client().post(
        reverse("guest_comment_answer", args=[token, comment.pk]), {f"c-r{comment.pk}-text": "Hola"}
    )
    assert answered.status_code == 404
    assert (Comment.objects.count(), CommentReply.objects.count()) == (1, 0)


def test_after_the_answer_the_link_reads_and_writes_nothing(review: Review, token: str) -> None:
    assert Client().post(reverse("guest_review_decide", args=[token]), {"decision": "approved"}).status_code == 302
    assert Client().get(reverse("guest_lesson", args=[token, review.lesson.pk])).status_code == 302
    Client().post(reverse("guest_comment_create", args=[token, review.lesson.pk]), {"c-page-text": "Hola"})
    assert not Comment.objects.exists()


def test_the_link_is_no_way_into_the_platform(review: Review, token: str) -> None:
    visitor = Client()
    visitor.get(reverse("guest_review", args=[token]))
    assert "sessionid" not in visitor.cookies
    assert visitor.get(reverse("course_review", args=[review.course.pk])).status_code == 302
    assert visitor.get(reverse("wagtailadmin_home")).status_code == 302


def test_the_account_behind_guests_comments_opens_nothing(review: Review) -> None:
    writer = guest_writer()
    assert (writer.is_active, writer.has_usable_password(), writer.is_staff) == (False, False, False)
    assert not Client().login(username=GUEST_EMAIL, password="")
    assert guest_writer() == writer


def test_what_a_guest_writes_is_text_and_nothing_else(review: Review, token: str) -> None:
    hostile = '<script>alert(1)</script><img src=x onerror="alert(2)">'
    Client().post(reverse("guest_comment_create", args=[token, review.lesson.pk]), {"c-page-text": hostile})
    page = Client().get(reverse("guest_lesson", args=[token, review.lesson.pk])).content.decode()
    assert hostile not in page
    assert "&lt;script&gt;" in page
    request = ReviewRequest.objects.get()
    Client().post(
        reverse("guest_review_decide", args=[token]), {"decision": "returned", f"d{request.pk}-remark": hostile}
    )
    assert hostile not in Client().get(reverse("guest_review", args=[token])).content.decode()


@pytest.mark.parametrize("page", ["99999999999999999999", "0"])
def test_numbers_that_no_row_has(review: Review, token: str, page: str) -> None:
    for tail in (f"lecciones/{page}/", f"paginas/{page}/comentar/", f"comentarios/{page}/responder/"):
        for method in ("get", "post"):
            send = getattr(Client(raise_request_exception=False), method)
            code = send(f"/revision/invitacion/{token}/{tail}").status_code
            assert code in (404, 405), (tail, method)


def test_the_token_never_stands_in_the_database_nor_on_the_authors_page(review: Review, token: str) -> None:
    page = signed_in(review.author).get(reverse("course_review", args=[review.course.pk])).content.decode()
    assert token not in page
    assert timezone.now() < ReviewRequest.objects.get().token_expires_at  # type: ignore[operator]
