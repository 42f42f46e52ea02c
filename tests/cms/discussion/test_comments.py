"""Comments beside each block: by those who read the draft, settled by those who write it, seen in the editor too."""

from datetime import UTC, datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.log_actions import registry
from wagtail.models import Comment, CommentReply, Page

from accounts.models import User
from cms.discussion.anchors import block_of, contentpath_of
from cms.discussion.models import GuestSignature
from cms.discussion.operations import (
    answer_comment,
    comment_as_guest,
    comment_on,
    reopen_comment,
    settle_comment,
)
from cms.discussion.selectors import outline_of, read_with_remarks, remarks_on
from cms.pages.models import CoursePage
from cms.review.models import CoursePartner
from cms.review.refusal import ReviewRefused
from letters.models import Letter
from tests.clients import signed_in
from tests.cms.review.factories import Review, Role, make_review, member, token_sent_to
from tests.institutes.factories import OrganisationFactory

NOW = datetime(2026, 3, 2, 18, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture
def review() -> Review:
    return make_review(questions=["single"])


@pytest.fixture
def partner(review: Review) -> CoursePartner:
    return review.invites()


@pytest.fixture
def reviewer(review: Review, partner: CoursePartner) -> User:
    return review.reviewer_of(partner)


def first_block(review: Review) -> str:
    return str(review.lesson.body[0].id)


def say(review: Review, user: User, text: str = "¿Y esto?", block: str | None = None) -> Comment:
    return comment_on(
        actor=user, course=review.course, page=review.lesson, text=text,
        block_uid=first_block(review) if block is None else block, at=NOW
    )  # fmt: skip


def test_a_comment_hangs_where_wagtails_editor_shows_it(review: Review, reviewer: User) -> None:
    comment = say(review, reviewer)
    assert block_of(comment.contentpath) == first_block(review)
    assert comment.has_valid_contentpath(review.lesson)
    actions = [entry.action for entry in registry.get_logs_for_instance(review.lesson)]
    assert "wagtail.comments.create" in actions


def test_paths_that_editors_made_are_understood() -> None:
    assert [block_of(path) for path in ("body.abc", "body.abc.html", "title", "body", "summary.x")] == [
        "abc", "abc", "", "", "",
    ]  # fmt: skip


def test_every_kind_of_block_takes_a_comment_that_the_editor_accepts() -> None:
    lesson = make_review().lesson
    for block in lesson.body:
        comment = Comment(contentpath=contentpath_of(lesson, str(block.id)))
        assert comment.has_valid_contentpath(lesson), block.block_type


def test_it_stands_beside_its_block_and_in_the_count(review: Review, reviewer: User) -> None:
    comment = say(review, reviewer)
    whole = say(review, reviewer, "Buena lección", block="")
    blocks, others = read_with_remarks(review.lesson, remarks_on([review.lesson.pk], review.course, reviewer))
    assert [remark.comment for remark in blocks[0].remarks] == [comment]
    assert [remark.comment for remark in others] == [whole]
    assert outline_of(review.course)[0].lessons[0].open_comments == 2


def test_a_comment_on_a_block_that_is_gone_is_not_lost(review: Review, reviewer: User) -> None:
    comment = say(review, reviewer)
    lesson = review.lesson
    del lesson.body[0]
    lesson.save_revision(user=review.author)
    draft = lesson.get_latest_revision_as_object()
    _blocks, others = read_with_remarks(draft, remarks_on([lesson.pk], review.course, reviewer))
    assert [remark.comment for remark in others] == [comment]
    with pytest.raises(ReviewRefused):
        say(review, reviewer, block=block_of(comment.contentpath))


@pytest.mark.parametrize("text", ["", "   ", "x" * 4001])
def test_an_empty_or_endless_comment_is_refused(review: Review, reviewer: User, text: str) -> None:
    with pytest.raises(ReviewRefused):
        say(review, reviewer, text)


def test_strangers_do_not_comment_answer_or_settle(review: Review, reviewer: User) -> None:
    comment = say(review, reviewer)
    stranger = member(OrganisationFactory.create(), Role.REVIEWER)
    with pytest.raises(Page.DoesNotExist):
        say(review, stranger)
    with pytest.raises(Comment.DoesNotExist):
        answer_comment(actor=stranger, course=review.course, comment=comment, text="Hola", at=NOW)
    with pytest.raises(Comment.DoesNotExist):
        settle_comment(actor=stranger, course=review.course, comment=comment, at=NOW)


def test_pages_and_comments_of_other_courses_are_out_of_reach(review: Review, reviewer: User) -> None:
    other = make_review()
    foreign = say(other, other.author)
    with pytest.raises(Page.DoesNotExist):
        comment_on(actor=reviewer, course=review.course, page=other.lesson, block_uid="", text="Hola", at=NOW)
    with pytest.raises(Comment.DoesNotExist):
        answer_comment(actor=reviewer, course=review.course, comment=foreign, text="Hola", at=NOW)


def test_authors_settle_and_reopen_reviewers_do_not_settle_what_others_said(review: Review, reviewer: User) -> None:
    comment, colleague = say(review, reviewer), review.reviewer_of(review.invites())
    settled = settle_comment(actor=review.author, course=review.course, comment=comment, at=NOW)
    assert (settled.resolved_at, settled.resolved_by) == (NOW, review.author)
    assert settle_comment(actor=review.author, course=review.course, comment=comment, at=timezone.now()) == comment
    comment.refresh_from_db()
    assert comment.resolved_at == NOW
    with pytest.raises(Comment.DoesNotExist):
        reopen_comment(actor=colleague, course=review.course, comment=comment)
    reopened = reopen_comment(actor=reviewer, course=review.course, comment=comment)  # it is the reviewer's own
    assert reopened.resolved_at is None


def test_who_writes_one_part_settles_what_is_said_there(review: Review) -> None:
    partner = review.invites(may_edit=True, parts=(review.lesson.pk,))
    comment = say(review, review.author)
    writer = User.objects.get(pk=review.reviewer_of(partner).pk)
    assert settle_comment(actor=writer, course=review.course, comment=comment, at=NOW).resolved_by == writer


def test_on_the_page_one_comments_answers_and_settles(review: Review, reviewer: User) -> None:
    client, block = signed_in(reviewer), first_block(review)
    page = reverse("course_review_lesson", args=[review.course.pk, review.lesson.pk])
    create = reverse("comment_create", args=[review.course.pk, review.lesson.pk])
    answer = client.post(create, {"block": block, f"c-{block}-text": "¿De dónde sale el dato?"})
    comment = Comment.objects.get()
    assert answer["Location"] == f"{page}#c{comment.pk}"
    author = signed_in(review.author)
    author.post(reverse("comment_answer", args=[review.course.pk, comment.pk]), {f"c-r{comment.pk}-text": "Del censo."})
    author.post(reverse("comment_settle", args=[review.course.pk, comment.pk]))
    seen = client.get(page).content.decode()
    assert "¿De dónde sale el dato?" in seen
    assert "Del censo." in seen
    comment.refresh_from_db()
    assert comment.resolved_by == review.author


def test_what_cannot_be_added_is_shown_again(review: Review, reviewer: User) -> None:
    client, block = signed_in(reviewer), first_block(review)
    create = reverse("comment_create", args=[review.course.pk, review.lesson.pk])
    long = "Lo que pensé durante una hora. " * 200
    refused = client.post(create, {"block": block, f"c-{block}-text": long})
    assert refused.status_code == 422
    assert long[:200] in refused.content.decode()
    gone = client.post(create, {"block": "ya-no-existe", "c-ya-no-existe-text": "Mi comentario"})
    assert gone.status_code == 422
    assert "Mi comentario" in gone.content.decode()
    assert not Comment.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_guest_comments_and_answers_under_their_own_name() -> None:
    review = make_review(questions=["single"])
    guest = review.invites_guest("lupita@escuela.example")
    comment = comment_on(
        actor=review.author, course=review.course, page=review.lesson, block_uid="", text="¿Se entiende?", at=NOW
    )
    review.hands_in()
    token, block = token_sent_to("lupita@escuela.example"), first_block(review)
    create = reverse("guest_comment_create", args=[token, review.lesson.pk])
    assert Client().post(create, {"block": block, f"c-{block}-text": "Muy claro"}).status_code == 302
    Client().post(reverse("guest_comment_answer", args=[token, comment.pk]), {f"c-r{comment.pk}-text": "Sí."})
    assert GuestSignature.objects.filter(guest=guest).count() == 2
    remarks = remarks_on([review.lesson.pk], review.course, None)
    assert [remark.writer for remark in remarks] == [str(review.author), str(guest)]
    assert remarks[0].answers[0][0] == str(guest)
    seen = signed_in(review.author).get(reverse("course_review_lesson", args=[review.course.pk, review.lesson.pk]))
    assert "Lupita Ríos (Escuela Benito Juárez)" in seen.content.decode()
    request = review.request_to(guest)
    with pytest.raises(ReviewRefused):
        comment_as_guest(request=request, page=review.lesson, block_uid="", text="Tarde",
                         at=timezone.now().replace(year=2100))  # fmt: skip


# --- Side by side with Wagtail's editor -------------------------------------------------------------------------------
def _editor_form(lesson: Page, comments: list[Comment]) -> dict[str, str]:
    sent = {
        "title": lesson.title, "slug": lesson.slug, "minutes": "60", "body-count": "0", "comment_notifications": "",
        "comments-TOTAL_FORMS": str(len(comments)), "comments-INITIAL_FORMS": str(len(comments)),
    }  # fmt: skip
    for number, comment in enumerate(comments):
        prefix = f"comments-{number}"
        sent |= {
            f"{prefix}-id": str(comment.pk), f"{prefix}-text": comment.text, f"{prefix}-position": "",
            f"{prefix}-contentpath": comment.contentpath, f"{prefix}-replies-TOTAL_FORMS": "0",
            f"{prefix}-replies-INITIAL_FORMS": "0",
        }  # fmt: skip
    return sent


def test_the_editor_shows_comments_and_keeps_those_added_meanwhile(review: Review, reviewer: User) -> None:
    known = say(review, reviewer, "Antes", block="")
    author, lesson = signed_in(review.author), review.lesson
    address = reverse("wagtailadmin_pages:edit", args=[lesson.pk])
    assert "Antes" in author.get(address).content.decode()
    meanwhile = say(review, reviewer, "Mientras tanto", block="")
    reply = answer_comment(actor=reviewer, course=review.course, comment=known, text="Una respuesta", at=NOW)
    assert author.post(address, _editor_form(lesson, [known])).status_code == 302
    assert set(Comment.objects.all()) == {known, meanwhile}
    assert CommentReply.objects.get() == reply
    assert review.lesson.get_latest_revision().user == review.author


def test_in_the_editor_nobody_rewrites_or_deletes_what_others_said(review: Review, reviewer: User) -> None:
    comment = say(review, reviewer, "Lo que dije", block="")
    author, lesson = signed_in(review.author), review.lesson
    address = reverse("wagtailadmin_pages:edit", args=[lesson.pk])
    form = _editor_form(lesson, [comment])
    author.post(address, {**form, "comments-0-text": "Otra cosa"})
    author.post(address, {**form, "comments-0-DELETE": "on"})
    assert Comment.objects.get().text == "Lo que dije"
    author.post(address, {**form, "comments-0-resolved": "on"})
    assert Comment.objects.get().resolved_by == review.author


def test_a_reviewer_who_does_not_write_has_no_editor(review: Review, reviewer: User) -> None:
    answer = signed_in(reviewer).get(reverse("wagtailadmin_pages:edit", args=[review.lesson.pk]))
    assert answer.status_code in (302, 403, 404)
    assert isinstance(review.course, CoursePage)


def _told() -> list[tuple[str, str]]:
    return [(letter.user.email, letter.subject) for letter in Letter.objects.order_by("pk")]


def test_who_writes_the_course_hears_of_a_comment_and_who_said_something_of_the_answer(
    review: Review, reviewer: User
) -> None:
    review.lesson.save_revision(user=review.author)
    comment = say(review, reviewer, "Un secreto del borrador")
    assert _told() == [(review.author.email, f"{reviewer} comentó en «{review.lesson.title}»")]
    assert "secreto" not in Letter.objects.get().text
    answer_comment(actor=review.author, course=review.course, comment=comment, text="Lo cambio.", at=NOW)
    assert _told()[1:] == [(reviewer.email, f"{review.author} respondió a un comentario en «{review.lesson.title}»")]
    assert Letter.objects.latest("pk").path == reverse(
        "course_review_lesson", args=[review.course.pk, review.lesson.pk]
    )


@pytest.mark.django_db(transaction=True)
def test_nobody_hears_of_their_own_words_nor_the_account_of_all_guests(review: Review) -> None:
    review.lesson.save_revision(user=review.author)
    say(review, review.author)
    assert not _told()
    guest = review.invites_guest("lupita@escuela.example")
    review.hands_in()
    token = token_sent_to(guest.email)
    block = first_block(review)
    address = reverse("guest_comment_create", args=[token, review.lesson.pk])
    Client().post(address, {"block": block, f"c-{block}-text": "¿Y aquí?"})
    assert [email for email, subject in _told() if subject.startswith(str(guest))] == [review.author.email]
