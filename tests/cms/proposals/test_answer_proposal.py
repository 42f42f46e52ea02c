"""What authors do with proposals: consider, accept, answer, work in; and what administrators hide."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from wagtail.models import COMMENTS_RELATION_NAME, Comment, ModelLogEntry
from wagtail.rich_text import RichText

from accounts.models import User
from cms.pages.models import CoursePage, LessonPage
from cms.proposals.models import Proposal
from cms.proposals.operations import (
    ProposalRefused,
    accept_proposal,
    answer_proposal,
    hide,
    mark_worked_in,
    record_inclusion,
    send_digests,
    show,
    take_up,
)
from cms.proposals.selectors import seems_worked_in
from institutes.models import Membership
from tests.cms.proposals.factories import NOON, make_author, make_citizen, make_proposal, make_published_course

pytestmark = pytest.mark.django_db
Role = Membership.Role
Status = Proposal.Status
Capture = Callable[..., Any]


@pytest.fixture
def course() -> CoursePage:
    return make_published_course()


@pytest.fixture
def author(course: CoursePage) -> User:
    return make_author(course)


@pytest.fixture
def lesson(course: CoursePage) -> LessonPage:
    found: LessonPage = LessonPage.objects.descendant_of(course).get()
    return found


def about_block(course: CoursePage, lesson: LessonPage, **fields: Any) -> Proposal:
    return make_proposal(course, lesson_uid=lesson.translation_key, block_uid=lesson.body[0].id, **fields)


def actions(proposal: Proposal) -> list[str]:
    entries = ModelLogEntry.objects.filter(object_id=str(proposal.pk), action__startswith="cms.proposals.")
    return [entry.action.removeprefix("cms.proposals.") for entry in entries.order_by("pk")]


def test_considering_it_is_said_once(course: CoursePage, author: User) -> None:
    proposal = take_up(actor=author, proposal=make_proposal(course))
    assert take_up(actor=author, proposal=proposal).status == Status.IN_STUDY
    assert actions(proposal) == ["take_up"]


def test_an_answer_needs_words_and_reaches_the_author(
    course: CoursePage, author: User, django_capture_on_commit_callbacks: Capture
) -> None:
    proposal = make_proposal(course)
    with pytest.raises(ProposalRefused):
        answer_proposal(actor=author, proposal=proposal, answer="  ", at=NOON)
    with django_capture_on_commit_callbacks(execute=True):
        answered = answer_proposal(actor=author, proposal=proposal, answer="Ya está en la lección 3.", at=NOON)
    assert (answered.status, answered.decided_by, answered.decided_at) == (Status.ANSWERED, author, NOON)
    assert actions(proposal) == ["answer"]
    (letter,) = mail.outbox
    assert letter.to == [proposal.author.email]  # type: ignore[union-attr]
    assert "Ya está en la lección 3." in letter.body


def test_accepting_leaves_a_comment_at_the_block(course: CoursePage, author: User, lesson: LessonPage) -> None:
    proposal = about_block(course, lesson, text="Falta una tilde <b>aquí</b>.")
    accepted = accept_proposal(actor=author, proposal=proposal, at=NOON)
    assert accepted.status == Status.ACCEPTED
    comment = Comment.objects.get()
    assert comment.page_id == lesson.pk
    assert comment.user == author
    assert "Falta una tilde <b>aquí</b>." in comment.text
    assert comment.contentpath == f"body.{lesson.body[0].id}.html"
    assert getattr(lesson.get_latest_revision_as_object(), COMMENTS_RELATION_NAME).get().has_valid_contentpath(lesson)


def test_without_a_place_or_when_it_is_gone_the_comment_stands_at_the_title(
    course: CoursePage, author: User, lesson: LessonPage
) -> None:
    gone = make_proposal(course, lesson_uid=lesson.translation_key, block_uid="deleted-since")
    for proposal in (gone, make_proposal(course)):
        accept_proposal(actor=author, proposal=proposal, at=NOON)
    comments = Comment.objects.order_by("pk")
    assert [(one.page_id, one.contentpath) for one in comments] == [(lesson.pk, "title"), (course.pk, "title")]


def test_the_name_of_whoever_withheld_it_is_not_in_the_comment(course: CoursePage, author: User) -> None:
    accept_proposal(actor=author, proposal=make_proposal(course, make_citizen(given_names="Xóchitl")), at=NOON)
    assert "Xóchitl" not in Comment.objects.get().text


def test_nobody_answers_their_own(course: CoursePage, author: User) -> None:
    own = make_proposal(course, author)
    for decide in (take_up, _answer, _accept):
        with pytest.raises(ProposalRefused):
            decide(actor=author, proposal=own)


def _answer(**given: Any) -> Proposal:
    return answer_proposal(answer="No", at=NOON, **given)


def _accept(**given: Any) -> Proposal:
    return accept_proposal(at=NOON, **given)


def _work_in(**given: Any) -> Proposal:
    return mark_worked_in(at=NOON, **given)


@pytest.mark.parametrize("decide", [take_up, _answer, _accept, _work_in])
def test_whoever_does_not_edit_the_course_decides_nothing(course: CoursePage, decide: Callable[..., Proposal]) -> None:
    stranger = make_author(make_published_course())
    with pytest.raises(Proposal.DoesNotExist):
        decide(actor=stranger, proposal=make_proposal(course))


@pytest.mark.parametrize("decide", [take_up, _answer, _accept])
def test_what_is_decided_stays_so(course: CoursePage, author: User, decide: Callable[..., Proposal]) -> None:
    decided = make_proposal(course, status="answered", decided_at=NOON, answer="No")
    with pytest.raises(ProposalRefused):
        decide(actor=author, proposal=decided)


def test_what_was_withdrawn_is_out_of_the_authors_hands(course: CoursePage, author: User) -> None:
    with pytest.raises(Proposal.DoesNotExist):
        take_up(actor=author, proposal=make_proposal(course, status="withdrawn"))


def test_a_change_of_the_block_suggests_that_it_is_worked_in(
    course: CoursePage, author: User, lesson: LessonPage
) -> None:
    proposal = accept_proposal(actor=author, proposal=about_block(course, lesson), at=NOON)
    assert not seems_worked_in(proposal)
    lesson.body[0].value["html"] = RichText("<p>Con tilde</p>")
    lesson.save_revision()
    assert seems_worked_in(proposal)
    assert not seems_worked_in(mark_worked_in(actor=author, proposal=proposal, at=NOON))


def test_the_next_edition_includes_what_was_worked_in_and_says_so(
    course: CoursePage, author: User, django_capture_on_commit_callbacks: Capture
) -> None:
    worked_in, accepted = (accept_proposal(actor=author, proposal=make_proposal(course), at=NOON) for _n in range(2))
    mark_worked_in(actor=author, proposal=worked_in, at=NOON)
    course.title = "Título nuevo"
    with django_capture_on_commit_callbacks(execute=True):
        course.save_revision().publish(skip_permission_checks=True)
    worked_in.refresh_from_db()
    accepted.refresh_from_db()
    assert worked_in.included_in == 2
    assert accepted.included_in is None
    assert any("2" in letter.body and letter.to == [worked_in.author.email] for letter in mail.outbox)  # type: ignore[union-attr]
    assert record_inclusion(course_uid=course.translation_key, edition=3, at=NOON + timedelta(days=900)) == 0


def test_only_what_is_accepted_is_worked_in(course: CoursePage, author: User) -> None:
    with pytest.raises(ProposalRefused):
        mark_worked_in(actor=author, proposal=make_proposal(course), at=NOON)


def test_administrators_hide_with_a_reason_and_authors_do_not(
    course: CoursePage, author: User, django_capture_on_commit_callbacks: Capture
) -> None:
    proposal, administrator = make_proposal(course), make_author(course, Role.INSTITUTE_ADMIN)
    with pytest.raises(Proposal.DoesNotExist):
        hide(actor=author, proposal=proposal, reason="No me gusta", at=NOON)
    with pytest.raises(ProposalRefused):
        hide(actor=administrator, proposal=proposal, reason=" ", at=NOON)
    with django_capture_on_commit_callbacks(execute=True):
        hidden = hide(actor=administrator, proposal=proposal, reason="Nombra a un alumno", at=NOON)
    assert hidden.hidden_by == administrator
    assert "Nombra a un alumno" in mail.outbox[0].body
    assert hide(actor=administrator, proposal=proposal, reason="Otra", at=NOON).hidden_reason == "Nombra a un alumno"
    assert show(actor=administrator, proposal=proposal).is_shown_to_all
    assert actions(proposal) == ["hide", "show"]


def test_authors_get_one_letter_for_all_that_is_new(
    course: CoursePage, author: User, django_capture_on_commit_callbacks: Capture
) -> None:
    administrator = make_author(course, Role.INSTITUTE_ADMIN)
    make_author(make_published_course())  # of another institute: has nothing new
    for _number in range(3):
        make_proposal(course)
    with django_capture_on_commit_callbacks(execute=True):
        assert send_digests(at=NOON) == 2
    assert sorted(letter.to[0] for letter in mail.outbox) == sorted([author.email, administrator.email])
    assert all("3" in letter.body and course.title in letter.body for letter in mail.outbox)
    with django_capture_on_commit_callbacks(execute=True):
        assert send_digests(at=NOON) == 0
    assert len(mail.outbox) == 2
