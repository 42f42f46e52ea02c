"""Who is invited to what: organisations and people, stages, parts they write."""

import pytest
from django.core import mail
from django.urls import reverse
from wagtail.log_actions import registry
from wagtail.models import GroupCollectionPermission

from accounts.models import User
from cms.pages.models import CoursePage, LessonPage, ModulePage
from cms.pages.operations import reviewers_group
from cms.review.models import CourseGuest, CoursePartner
from cms.review.operations import (
    ReviewRefused,
    change_guest,
    change_partner,
    invite_guest,
    invite_partner,
    move_stage,
    withdraw_guest,
    withdraw_partner,
)
from cms.review.permissions import courses_arranged_by, courses_reviewable_by
from cms.review.selectors import stages_in_use
from cms.review.terms import GuestDetails, Terms
from institutes.models import Organisation
from tests.clients import signed_in
from tests.cms.pages.factories import add_lesson
from tests.cms.review.factories import NOW, Review, Role, make_review, member
from tests.institutes.factories import InstituteFactory, OrganisationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def review() -> Review:
    return make_review(lessons=2)


def may_edit(user: User, page: CoursePage | ModulePage | LessonPage) -> bool:
    """Asked anew, as each request does."""
    return bool(page.permissions_for_user(User.objects.get(pk=user.pk)).can_edit())


def lessons(review: Review) -> list[LessonPage]:
    return list(LessonPage.objects.descendant_of(review.course).order_by("path"))


def test_inviting_leaves_a_trace_and_twice_is_one_invitation(review: Review) -> None:
    partner = review.invites()
    again = review.invites(partner.organisation, approves=False)
    assert CoursePartner.objects.get() == again
    assert not again.approves
    actions = [entry.action for entry in registry.get_logs_for_instance(review.course)]
    assert {"cms.review.invite", "cms.review.change"} <= set(actions)


def test_only_the_courses_own_institute_arranges_its_review(review: Review) -> None:
    partner = review.invites(may_edit=True)
    co_author = review.reviewer_of(partner)
    assert may_edit(co_author, review.course)
    assert not courses_arranged_by(co_author).exists()
    for stranger in (co_author, member(InstituteFactory.create(), Role.AUTHOR)):
        with pytest.raises(CoursePage.DoesNotExist):
            invite_partner(
                actor=stranger, course=review.course, organisation=OrganisationFactory.create(), terms=Terms(), at=NOW
            )
        with pytest.raises(CoursePage.DoesNotExist):
            withdraw_partner(actor=stranger, partner=partner)


def test_the_state_arranges_every_review(review: Review) -> None:
    authority = OrganisationFactory.create(kind=Organisation.Kind.AUTHORITY)
    assert courses_arranged_by(member(authority, Role.SEJ_ADMIN)).filter(pk=review.course.pk).exists()


def test_the_owner_is_no_partner_of_itself(review: Review) -> None:
    with pytest.raises(ReviewRefused):
        review.invites(review.course.organisation)


def test_a_co_author_of_the_whole_edits_everything(review: Review) -> None:
    partner = review.invites()
    reviewer = review.reviewer_of(partner)
    assert not may_edit(reviewer, review.lesson)
    change_partner(actor=review.author, partner=partner, terms=Terms(may_edit=True), at=NOW)
    assert may_edit(reviewer, review.lesson)
    assert may_edit(reviewer, review.course)
    withdraw_partner(actor=review.author, partner=partner)
    assert not may_edit(reviewer, review.lesson)
    assert not courses_reviewable_by(reviewer).exists()


def test_a_co_author_of_one_lesson_edits_that_lesson(review: Review) -> None:
    first, second = lessons(review)
    partner = review.invites(may_edit=True, parts=(first.pk,))
    reviewer = review.reviewer_of(partner)
    assert may_edit(reviewer, first)
    assert not may_edit(reviewer, second)
    assert not may_edit(reviewer, review.course)
    change_partner(actor=review.author, partner=partner, terms=Terms(may_edit=True, parts=(second.pk,)), at=NOW)
    assert not may_edit(reviewer, first)
    assert may_edit(reviewer, second)
    change_partner(actor=review.author, partner=partner, terms=Terms(), at=NOW)
    assert not may_edit(reviewer, second)


def test_a_module_includes_the_lessons_added_later(review: Review) -> None:
    module = ModulePage.objects.descendant_of(review.course).get()
    partner = review.invites(may_edit=True, parts=(module.pk,))
    assert may_edit(review.reviewer_of(partner), add_lesson(module, 3))
    assert not may_edit(review.reviewer_of(partner), review.course)


def test_a_part_deleted_never_becomes_the_whole_course(review: Review) -> None:
    first, second = lessons(review)
    partner = review.invites(may_edit=True, parts=(first.pk,))
    first.delete()
    partner = CoursePartner.objects.get(pk=partner.pk)
    assert partner.only_parts
    change_partner(actor=review.author, partner=partner, terms=Terms(may_edit=True, parts=()), at=NOW)
    assert not may_edit(review.reviewer_of(partner), second)


def test_pages_of_other_courses_are_no_parts(review: Review) -> None:
    other = make_review()
    partner = review.invites(may_edit=True, parts=(other.lesson.pk,))
    assert not partner.parts.exists()
    assert not may_edit(review.reviewer_of(partner), other.lesson)


def test_files_of_the_institute_are_taken_back_with_the_last_course(review: Review) -> None:
    partner = review.invites(may_edit=True)
    group = reviewers_group(partner.organisation)
    assert GroupCollectionPermission.objects.filter(group=group).exists()
    withdraw_partner(actor=review.author, partner=partner)
    assert not GroupCollectionPermission.objects.filter(group=group).exists()


def test_stages_stay_without_gaps_and_change_places(review: Review) -> None:
    first, second, third = review.invites(stage=1), review.invites(stage=2), review.invites(stage=3)
    guest = review.invites_guest(stage=3)
    move_stage(actor=review.author, course=review.course, stage=3, earlier=True)
    for party, stage in ((first, 1), (third, 2), (second, 3), (guest, 2)):
        party.refresh_from_db()
        assert party.stage == stage
    withdraw_partner(actor=review.author, partner=first)
    assert stages_in_use(review.course) == [1, 2]
    move_stage(actor=review.author, course=review.course, stage=1, earlier=True)  # there is none before
    assert stages_in_use(review.course) == [1, 2]


def test_who_takes_part_does_not_change_under_review(review: Review) -> None:
    partner, guest = review.invites(), review.invites_guest()
    review.hands_in()
    with pytest.raises(ReviewRefused):
        withdraw_partner(actor=review.author, partner=partner)
    with pytest.raises(ReviewRefused):
        change_partner(actor=review.author, partner=partner, terms=Terms(approves=False), at=NOW)
    with pytest.raises(ReviewRefused):
        review.invites()
    with pytest.raises(ReviewRefused):
        withdraw_guest(actor=review.author, guest=guest, at=NOW)
    with pytest.raises(ReviewRefused):
        move_stage(actor=review.author, course=review.course, stage=1, earlier=False)


def test_one_invitation_per_address_and_withdrawn_ones_do_not_count(review: Review) -> None:
    guest = review.invites_guest("lupita@escuela.example")
    with pytest.raises(ReviewRefused):
        review.invites_guest("Lupita@Escuela.example")
    withdraw_guest(actor=review.author, guest=guest, at=NOW)
    assert review.invites_guest("lupita@escuela.example").pk != guest.pk
    assert CourseGuest.objects.count() == 2


def test_a_link_works_at_least_until_the_answer_is_due(review: Review) -> None:
    details = GuestDetails(name="Lupita", email="lupita@escuela.example", link_days=5)
    with pytest.raises(ReviewRefused):
        invite_guest(actor=review.author, course=review.course, guest=details, terms=Terms(due_days=6), at=NOW)


def test_what_a_guest_was_invited_to_can_be_changed(review: Review) -> None:
    guest = review.invites_guest()
    details = GuestDetails(name="  Lupita  \n Ríos ", email=guest.email, link_days=20)
    change_guest(actor=review.author, guest=guest, details=details, terms=Terms(approves=False, due_days=20))
    guest.refresh_from_db()
    assert (guest.name, guest.approves, guest.due_days) == ("Lupita Ríos", False, 20)


def test_the_form_invites_changes_and_says_what_is_wrong(review: Review) -> None:
    organisation = OrganisationFactory.create()
    client = signed_in(review.author)
    address = reverse("course_partner_invite", args=[review.course.pk])
    sent = {"organisation": organisation.pk, "approves": "no", "stage": "1", "due_days": "7", "writes": "parts"}
    refused = client.post(address, sent)
    assert refused.status_code == 422
    assert not CoursePartner.objects.exists()
    assert client.post(address, {**sent, "parts": [review.lesson.pk]}).status_code == 302
    partner = CoursePartner.objects.get()
    assert (partner.approves, partner.due_days, partner.only_parts) == (False, 7, True)
    edit = reverse("course_partner_edit", args=[review.course.pk, partner.pk])
    assert "checked" in client.get(edit).content.decode()
    client.post(edit, {"approves": "yes", "stage": "1", "due_days": "9", "writes": "no"})
    partner.refresh_from_db()
    assert (partner.approves, partner.due_days, partner.may_edit, partner.only_parts) == (True, 9, False, False)


def test_the_guests_form_shows_a_refusal_with_what_was_written(review: Review) -> None:
    client = signed_in(review.author)
    address = reverse("course_guest_invite", args=[review.course.pk])
    sent = {"name": "Yo misma", "email": review.author.email, "approves": "yes", "stage": "1", "due_days": "7",
            "link_days": "14"}  # fmt: skip
    refused = client.post(address, sent)
    assert refused.status_code == 422
    assert "Yo misma" in refused.content.decode()
    assert client.post(address, {**sent, "email": "lupita@escuela.example"}).status_code == 302


@pytest.mark.parametrize("days", ["0", "-3", "9999999999999999999", "x", ""])
def test_nonsense_in_the_form_is_refused(review: Review, days: str) -> None:
    organisation = OrganisationFactory.create()
    sent = {"organisation": organisation.pk, "approves": "yes", "stage": "77", "due_days": days, "writes": "no"}
    answer = signed_in(review.author).post(reverse("course_partner_invite", args=[review.course.pk]), sent)
    assert answer.status_code == 422
    assert not CoursePartner.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_an_invitation_is_told_once() -> None:
    review = make_review()
    partner = review.invites()
    review.invites(partner.organisation, stage=1, due_days=3)
    assert len([letter for letter in mail.outbox if letter.to == [review.reviewer_of(partner).email]]) == 1
