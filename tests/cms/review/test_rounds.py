"""A course is handed in, asked about stage by stage, and published, returned or taken back."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.log_actions import registry
from wagtail.models import TaskState, Workflow

from accounts.models import User
from cms.discussion.operations import comment_on
from cms.discussion.panels import contents, open_comments
from cms.pages.models import CoursePage, LessonPage, ModulePage
from cms.review.models import ReviewRequest, ReviewRound
from cms.review.operations import (
    ReviewRefused,
    cancel_review,
    decide,
    ensure_workflow,
    hand_in,
    open_missing_rounds,
)
from cms.review.selectors import stages_of
from tests.clients import signed_in
from tests.cms.review.factories import NOW, Decision, Review, Role, make_review, member
from tests.institutes.factories import OrganisationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def review() -> Review:
    return make_review()


def actions_on(course: CoursePage) -> list[str]:
    return [entry.action for entry in registry.get_logs_for_instance(course).order_by("timestamp", "pk")]


def test_every_institute_has_the_workflow_and_there_is_one(review: Review) -> None:
    ensure_workflow()
    assert Workflow.objects.filter(name="Revisión de cursos").count() == 1
    assert review.course.get_workflow().name == "Revisión de cursos"


def test_handing_in_opens_a_round_bound_to_the_text(review: Review) -> None:
    partner = review.invites()
    round_ = review.hands_in()
    request = review.request_to(partner)
    assert (round_.number, round_.requested_by, len(round_.digest)) == (1, review.author, 64)
    assert request.asked_at is not None
    assert request.due_on == timezone.localdate(request.asked_at) + timedelta(days=10)
    assert review.fresh.workflow_in_progress
    assert "cms.review.open" in actions_on(review.course)


def test_the_editors_own_button_opens_a_round_too(review: Review) -> None:
    review.invites()
    review.course.get_workflow().start(review.fresh, review.author)
    assert ReviewRound.objects.get().requested_by == review.author


def test_a_course_already_under_review_is_not_handed_in_again(review: Review) -> None:
    review.invites()
    review.hands_in()
    with pytest.raises(ReviewRefused):
        review.hands_in()
    assert ReviewRound.objects.count() == 1


def test_an_incomplete_course_is_refused_with_the_reason(review: Review) -> None:
    review.invites()
    review.lesson.delete()
    with pytest.raises(ReviewRefused, match=r"lecci|lesson"):
        review.hands_in()
    assert not review.fresh.workflow_in_progress


def test_nobody_to_ask_is_a_reason_too(review: Review) -> None:
    with pytest.raises(ReviewRefused):
        review.hands_in()  # no partner, and the institute has no administration


def test_only_who_edits_a_course_hands_it_in(review: Review) -> None:
    partner = review.invites()
    for stranger in (review.reviewer_of(partner), member(OrganisationFactory.create(), Role.AUTHOR)):
        with pytest.raises(CoursePage.DoesNotExist):
            hand_in(actor=stranger, course=review.course, at=NOW)


def test_approval_by_the_only_partner_publishes_the_whole_course(review: Review) -> None:
    partner = review.invites()
    review.hands_in()
    review.answers(partner, remark="Muy bien")
    assert review.fresh.live
    assert review.lesson.live
    state = TaskState.objects.get()
    assert (state.status, state.finished_by) == ("approved", review.reviewer_of(partner))
    round_ = ReviewRound.objects.get()
    assert (round_.outcome, round_.closed_at) == ("approved", NOW)
    assert "cms.review.approved" in actions_on(review.course)


def test_without_partners_the_administration_of_the_institute_approves(review: Review) -> None:
    administrator = member(review.course.organisation, Role.INSTITUTE_ADMIN)
    review.hands_in()
    request = ReviewRequest.objects.get()
    assert request.by_administration
    decide(actor=administrator, request=request, decision=Decision.APPROVED, remark="", at=NOW)
    assert review.fresh.live


def test_where_partners_only_comment_the_administration_approves(review: Review) -> None:
    member(review.course.organisation, Role.INSTITUTE_ADMIN)
    review.invites(approves=False)
    review.hands_in()
    asked = ReviewRequest.objects.filter(asked_at__isnull=False)
    assert {request.by_administration for request in asked} == {True, False}


def test_in_parallel_all_have_to_approve_in_any_order(review: Review) -> None:
    first, second = review.invites(), review.invites()
    review.hands_in()
    review.answers(second)
    assert not review.fresh.live
    review.answers(first)
    assert review.fresh.live


def test_in_sequence_the_second_is_asked_after_the_first(review: Review) -> None:
    first, second = review.invites(stage=1), review.invites(stage=2)
    review.hands_in()
    assert review.request_to(second).asked_at is None
    with pytest.raises(ReviewRefused):
        review.answers(second)
    review.answers(first)
    assert review.request_to(second).asked_at == NOW
    assert not review.fresh.live
    review.answers(second)
    assert review.fresh.live


def test_who_only_comments_holds_nobody_up_and_approves_nothing(review: Review) -> None:
    approving, commenting = review.invites(), review.invites(approves=False)
    review.hands_in()
    with pytest.raises(ReviewRefused):
        review.answers(commenting, Decision.APPROVED)
    review.answers(commenting, Decision.READ, "Me gustó")
    assert not review.fresh.live
    review.answers(approving)
    assert review.fresh.live


def test_asking_for_changes_needs_a_reason_ends_the_round_and_keeps_what_was_said(review: Review) -> None:
    first, second = review.invites(), review.invites()
    review.hands_in()
    review.answers(first, remark="Bien")
    with pytest.raises(ReviewRefused):
        review.answers(second, Decision.RETURNED, "  ")
    review.answers(second, Decision.RETURNED, "Falta un ejemplo")
    course = review.fresh
    assert not course.live
    assert not course.workflow_in_progress
    assert ReviewRound.objects.get().outcome == "returned"
    assert {request.remark for request in ReviewRequest.objects.all()} == {"Bien", "Falta un ejemplo"}
    assert "Falta un ejemplo" in TaskState.objects.get().comment


def test_after_changes_a_second_round_asks_everyone_anew(review: Review) -> None:
    first, second = review.invites(), review.invites()
    review.hands_in()
    review.answers(first)
    review.answers(second, Decision.RETURNED, "Falta un ejemplo")
    assert review.hands_in().number == 2
    review.answers(first)
    review.answers(second)
    assert review.fresh.live
    assert [round_.outcome for round_ in ReviewRound.objects.order_by("number")] == ["returned", "approved"]


def test_an_answer_never_changes(review: Review) -> None:
    first, second = review.invites(), review.invites()
    review.hands_in()
    review.answers(first)
    with pytest.raises(ReviewRefused):
        review.answers(first, Decision.RETURNED, "Mejor no")
    for change in ({"decision": "returned"}, {"remark": "otra"}, {"decided_by": review.author}):
        with pytest.raises(DatabaseError), transaction.atomic():
            ReviewRequest.objects.filter(pk=review.request_to(first).pk).update(**change)
    review.answers(second)
    with pytest.raises(DatabaseError), transaction.atomic():
        ReviewRound.objects.update(digest="0" * 64)


@pytest.mark.parametrize(
    "row",
    [
        {"decision": "approved"},  # without a date or a person
        {"decided_at": NOW},  # without a decision
        {"remark": "sin decidir"},
        {"asked_at": None},  # due, and never asked
        {"token_digest": "a" * 64, "token_expires_at": NOW},  # a link for an organisation
        {"organisation": None},  # to nobody
    ],
)
def test_the_database_refuses_nonsense(review: Review, row: dict[str, Any]) -> None:
    partner = review.invites()
    review.hands_in()
    with pytest.raises(IntegrityError), transaction.atomic():
        ReviewRequest.objects.filter(pk=review.request_to(partner).pk).update(**row)


def test_one_open_round_per_course(review: Review) -> None:
    review.invites()
    round_ = review.hands_in()
    with pytest.raises(IntegrityError), transaction.atomic():
        ReviewRound.objects.create(course=review.course, number=2, digest=round_.digest, opened_at=NOW)


def test_a_text_that_changed_is_not_decided_on(review: Review) -> None:
    partner = review.invites()
    review.hands_in()
    lesson = review.lesson
    lesson.title = "Otra cosa"
    lesson.save_revision(user=None)
    with pytest.raises(ReviewRefused, match=r"cambi|changed"):
        review.answers(partner)
    assert not review.fresh.live
    assert review.request_to(partner).decision == ""


def test_comments_do_not_change_the_text(review: Review) -> None:
    partner = review.invites()
    review.hands_in()
    comment_on(actor=review.author, course=review.fresh, page=review.lesson, block_uid="", text="¿Y esto?", at=NOW)
    review.answers(partner)
    assert review.fresh.live


def test_an_incomplete_course_cannot_be_approved(review: Review) -> None:
    partner = review.invites()
    review.hands_in()
    review.lesson.delete()
    with pytest.raises(ReviewRefused):
        review.answers(partner)
    assert TaskState.objects.get().status == "in_progress"


def test_cancelling_ends_the_round_whoever_cancels_it_where(review: Review) -> None:
    review.invites()
    review.hands_in()
    cancel_review(actor=review.author, course=review.course)
    assert ReviewRound.objects.get().outcome == "cancelled"
    review.hands_in()
    review.fresh.current_workflow_state.cancel(user=review.author)  # what Wagtail's own button does
    assert ReviewRound.objects.get(number=2).outcome == "cancelled"
    with pytest.raises(ReviewRefused):
        cancel_review(actor=review.author, course=review.course)


def test_a_partner_does_not_cancel_the_review_of_what_it_co_writes(review: Review) -> None:
    partner = review.invites(may_edit=True)
    review.hands_in()
    with pytest.raises(CoursePage.DoesNotExist):
        cancel_review(actor=review.reviewer_of(partner), course=review.course)


def test_after_the_end_nobody_answers(review: Review) -> None:
    partner = review.invites()
    review.hands_in()
    cancel_review(actor=review.author, course=review.course)
    with pytest.raises(ReviewRefused):
        review.answers(partner)


def test_a_partner_that_was_not_invited_does_not_even_see_it(review: Review) -> None:
    partner = review.invites()
    review.hands_in()
    stranger = member(OrganisationFactory.create(), Role.REVIEWER)
    with pytest.raises(ReviewRequest.DoesNotExist):
        decide(actor=stranger, request=review.request_to(partner), decision=Decision.APPROVED, remark="", at=NOW)


def test_under_review_nothing_in_the_course_moves(review: Review) -> None:
    review.invites()
    review.hands_in()
    course, lesson = review.fresh, review.lesson
    module = ModulePage.objects.descendant_of(course).get()
    assert lesson.get_lock().for_user(review.author)
    assert course.get_lock().for_user(review.author)
    for page in (course, module):
        assert not page.permissions_for_user(review.author).can_add_subpage()
    assert not lesson.permissions_for_user(review.author).can_delete()
    cancel_review(actor=review.author, course=course)
    assert LessonPage.objects.get(pk=lesson.pk).get_lock() is None


def test_wagtails_own_buttons_answer_like_ours(review: Review) -> None:
    first, second = review.invites(), review.invites()
    review.hands_in()
    for partner in (first, second):
        assert not review.fresh.live
        state = TaskState.objects.get()
        client = signed_in(review.reviewer_of(partner))
        address = reverse("wagtailadmin_pages:workflow_action", args=[review.course.pk, "approve", state.pk])
        assert client.post(address, {"comment": "Bien"}).status_code == 302
    assert review.fresh.live
    assert {request.remark for request in ReviewRequest.objects.all()} == {"Bien"}


def test_a_refusal_behind_wagtails_buttons_is_said_on_the_review_page(review: Review) -> None:
    partner = review.invites()
    review.hands_in()
    lesson = review.lesson
    lesson.title = "Otra cosa"
    lesson.save_revision(user=None)
    state = TaskState.objects.get()
    client = signed_in(review.reviewer_of(partner))
    address = reverse("wagtailadmin_pages:workflow_action", args=[review.course.pk, "approve", state.pk])
    refused = client.post(address, {"comment": ""}, follow=True)
    assert refused.redirect_chain[-1][0] == reverse("course_review", args=[review.course.pk])
    assert "alert error" in refused.content.decode()
    dialog = client.post(address, {"comment": ""}, headers={"X-Requested-With": "XMLHttpRequest"})
    assert dialog.json()["redirect"] == reverse("course_review", args=[review.course.pk])


def test_courses_handed_in_before_there_were_rounds_get_one(review: Review) -> None:
    review.invites()
    review.hands_in()
    ReviewRequest.objects.all().delete()
    ReviewRound.objects.all().delete()
    assert open_missing_rounds(at=NOW) == 1
    assert open_missing_rounds(at=NOW) == 0
    assert ReviewRequest.objects.filter(asked_at=NOW).count() == 1


@pytest.mark.django_db(transaction=True)
def test_letters_go_to_those_whose_turn_it_is_and_the_outcome_to_the_author() -> None:
    review = make_review()
    first, second = review.invites(stage=1), review.invites(stage=2)
    mail.outbox.clear()
    review.hands_in()

    def ours(person: User) -> list[str]:
        received = [str(letter.body) for letter in mail.outbox if letter.to == [person.email]]
        return [body for body in received if f"/cms/revision/{review.course.pk}/" in body]

    assert len(ours(review.reviewer_of(first))) == 1
    assert ours(review.reviewer_of(second)) == []
    review.answers(first, remark="Adelante")
    assert len(ours(review.reviewer_of(second))) == 1
    review.answers(second, Decision.RETURNED, "Falta un ejemplo")
    assert any("Adelante" in body and "Falta un ejemplo" in body for body in ours(review.author))


def test_a_reviewer_reads_and_decides_on_the_page(review: Review) -> None:
    partner = review.invites()
    review.hands_in()
    client = signed_in(review.reviewer_of(partner))
    page = client.get(reverse("course_review", args=[review.course.pk]))
    assert 'value="approved"' in page.content.decode()
    request = review.request_to(partner)
    address = reverse("course_review_decide", args=[review.course.pk, request.pk])
    returned = client.post(address, {"decision": "returned", f"d{request.pk}-remark": ""})
    assert returned.status_code == 422
    kept = client.post(address, {"decision": "nothing", f"d{request.pk}-remark": "Lo que escribí"})
    assert "Lo que escribí" in kept.content.decode()
    assert client.post(address, {"decision": "approved", f"d{request.pk}-remark": ""}).status_code == 302
    assert review.fresh.live


def test_the_author_hands_in_from_the_page_and_sees_the_former_reviews(review: Review) -> None:
    partner = review.invites()
    client = signed_in(review.author)
    address = reverse("course_hand_in", args=[review.course.pk])
    assert str(partner.organisation) in client.get(address).content.decode()
    client.post(address)
    review.answers(partner, Decision.RETURNED, "Falta un ejemplo")
    for page in ("course_review", "course_review_history"):
        assert "Falta un ejemplo" in client.get(reverse(page, args=[review.course.pk])).content.decode()


def test_the_dashboard_names_what_waits_and_by_when(review: Review) -> None:
    partner = review.invites()
    review.hands_in()
    home = signed_in(review.reviewer_of(partner)).get(reverse("wagtailadmin_home")).content.decode()
    assert reverse("course_review", args=[review.course.pk]) in home
    due_on = review.request_to(partner).due_on
    assert due_on is not None
    assert f"{due_on.day} de " in home


def test_the_contents_and_comments_of_the_page_cost_the_same_for_many_lessons() -> None:
    counts = []
    for lessons in (2, 12):
        review = make_review(lessons=lessons)
        review.invites()
        for lesson in LessonPage.objects.descendant_of(review.course):
            lesson.save_revision(user=review.author)
            comment_on(actor=review.author, course=review.course, page=lesson, block_uid="", text="¿Y esto?", at=NOW)
        with CaptureQueriesContext(connection) as queries:
            contents(course=review.course, user=review.author)
            open_comments(course=review.course, user=review.author)
            stages_of(review.course, None)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 40
