"""Whoever wrote a course, or handed it in, neither approves nor publishes it: through no door, with no rank."""

import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.actions.publish_page_revision import PublishPagePermissionError
from wagtail.models import TaskState

from accounts.models import User
from cms.pages.authorship import authors_of
from cms.pages.models import CoursePage, LessonPage
from cms.review.models import ReviewRequest
from cms.review.operations import ReviewRefused, decide, invite_guest
from cms.review.permissions import requests_decidable_by
from cms.review.terms import GuestDetails, Terms
from institutes.models import Organisation
from tests.accounts.factories import UserFactory
from tests.clients import signed_in
from tests.cms.review.factories import NOW, Decision, Review, Role, make_review, member, token_sent_to
from tests.institutes.factories import MembershipFactory, OrganisationFactory, give_second_factor

pytestmark = pytest.mark.django_db


@pytest.fixture
def review() -> Review:
    return make_review()


def _administrator(review: Review) -> User:
    return member(review.course.organisation, Role.INSTITUTE_ADMIN)


def _state_administrator(review: Review) -> User:
    return member(OrganisationFactory.create(kind=Organisation.Kind.AUTHORITY), Role.SEJ_ADMIN)


def _superuser(review: Review) -> User:
    return give_second_factor(UserFactory.create(is_superuser=True, is_staff=True))


RANKS = [_administrator, _state_administrator, _superuser]


def writes(user: User, course: CoursePage) -> None:
    """A hand in the text: one lesson saved, as the editor and its autosave do."""
    lesson = LessonPage.objects.descendant_of(course).order_by("path")[0]
    lesson = lesson.get_latest_revision_as_object()
    lesson.title += " (revisada)"
    lesson.save_revision(user=user)


def form_of(course: CoursePage, **more: Any) -> dict[str, Any]:
    """What the editor sends for a course."""
    return {
        "title": course.title, "slug": course.slug, "summary": course.summary, "course_type": course.course_type,
        "levels": course.levels, "skills": [skill.pk for skill in course.skills.all()], "licence": course.licence,
        "credits-TOTAL_FORMS": "0", "credits-INITIAL_FORMS": "0", "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0", **more,
    }  # fmt: skip


# --- Who is an author -------------------------------------------------------------------------------------------------
def test_authors_are_those_who_wrote_since_the_last_publication(review: Review) -> None:
    first, second = UserFactory.create(), UserFactory.create()
    writes(first, review.course)
    assert authors_of(review.fresh) == {first.pk}
    review.fresh.get_latest_revision().publish(skip_permission_checks=True)
    assert authors_of(review.fresh) == set()
    writes(second, review.fresh)
    assert authors_of(review.fresh) == {second.pk}


def test_whoever_began_an_unpublished_page_is_its_author() -> None:
    user = UserFactory.create()
    assert user.pk in authors_of(make_review(user=user).course)


def test_taking_a_part_out_is_writing(review: Review) -> None:
    client = signed_in(_administrator(review))
    client.post(reverse("wagtailadmin_pages:delete", args=[review.lesson.pk]))
    assert not LessonPage.objects.descendant_of(review.course).exists()
    assert authors_of(review.fresh) == {User.objects.get(pk=client.session["_auth_user_id"]).pk}


def test_changing_the_order_is_writing() -> None:
    review = make_review(lessons=2)
    boss = _administrator(review)
    address = reverse("wagtailadmin_pages:set_page_position", args=[review.lesson.pk])
    signed_in(boss).post(address + "?position=1")
    assert boss.pk in authors_of(review.fresh)


# --- Approving --------------------------------------------------------------------------------------------------------
def _asked_of(user: User, review: Review) -> ReviewRequest:
    """The person reviews for a partner that is asked to approve."""
    partner = OrganisationFactory.create()
    MembershipFactory.create(user=user, organisation=partner, role=Role.REVIEWER)
    colleague = member(partner, Role.REVIEWER)
    review.reviewers[partner.pk] = colleague
    invited = review.invites(partner)
    review.hands_in()
    return review.request_to(invited)


def test_on_the_review_page(review: Review) -> None:
    user = UserFactory.create()
    writes(user, review.course)
    request = _asked_of(give_second_factor(user), review)
    assert request not in requests_decidable_by(user)
    page = signed_in(user).get(reverse("course_review", args=[review.course.pk])).content.decode()
    assert 'value="approved"' not in page
    answer = signed_in(user).post(
        reverse("course_review_decide", args=[review.course.pk, request.pk]), {"decision": "approved"}
    )
    assert answer.status_code == 422
    assert not review.fresh.live


def test_by_the_operation_itself_and_returning_neither(review: Review) -> None:
    user = UserFactory.create()
    writes(user, review.course)
    request = _asked_of(user, review)
    for decision in (Decision.APPROVED, Decision.RETURNED):
        with pytest.raises(ReviewRefused):
            decide(actor=user, request=request, decision=decision, remark="Va", at=NOW)
    assert not review.fresh.live


def test_whoever_handed_it_in(review: Review) -> None:
    MembershipFactory.create(user=review.author, organisation=review.course.organisation, role=Role.INSTITUTE_ADMIN)
    member(review.course.organisation, Role.INSTITUTE_ADMIN)
    review.hands_in()
    with pytest.raises(ReviewRefused):
        decide(actor=review.author, request=ReviewRequest.objects.get(), decision="approved", remark="", at=NOW)


def test_a_colleague_in_the_same_organisation_may(review: Review) -> None:
    user = UserFactory.create()
    writes(user, review.course)
    request = _asked_of(user, review)
    colleague = review.reviewers[request.organisation_id or 0]
    decide(actor=colleague, request=request, decision=Decision.APPROVED, remark="", at=NOW)
    assert review.fresh.live


def test_by_wagtails_workflow_buttons(review: Review) -> None:
    user = give_second_factor(UserFactory.create())
    writes(user, review.course)
    _asked_of(user, review)
    state = TaskState.objects.get()
    address = reverse("wagtailadmin_pages:workflow_action", args=[review.course.pk, "approve", state.pk])
    assert signed_in(user).post(address, {"comment": ""}).status_code in (302, 403)
    assert state not in TaskState.objects.reviewable_by(user)
    assert not review.fresh.live


def test_who_only_comments_may_have_written(review: Review) -> None:
    partner = review.invites(approves=False)
    member(review.course.organisation, Role.INSTITUTE_ADMIN)
    writes(review.reviewer_of(partner), review.course)
    review.hands_in()
    assert review.answers(partner, Decision.READ).decision == Decision.READ


# --- Guests -----------------------------------------------------------------------------------------------------------
def test_an_authors_address_is_no_guests(review: Review) -> None:
    writer = UserFactory.create(email="autora@escuela.example")
    writes(writer, review.course)
    for email in ("AUTORA@escuela.example", review.author.email):
        with pytest.raises(ReviewRefused):
            invite_guest(actor=review.author, course=review.course, guest=GuestDetails("Yo", email), terms=Terms(),
                         at=NOW)  # fmt: skip


@pytest.mark.django_db(transaction=True)
def test_a_guest_whose_address_turns_out_to_be_an_authors() -> None:
    review = make_review()
    review.invites_guest("autora@escuela.example")
    writes(UserFactory.create(email="Autora@escuela.example"), review.course)
    review.hands_in()
    address = reverse("guest_review_decide", args=[token_sent_to("autora@escuela.example")])
    assert Client().post(address, {"decision": "approved"}).status_code == 422
    assert not review.fresh.live


# --- Publishing without review ----------------------------------------------------------------------------------------
@pytest.mark.parametrize("rank", RANKS)
def test_the_right_to_publish_is_for_what_others_wrote(review: Review, rank: Any) -> None:
    boss, other = rank(review), rank(review)
    writes(boss, review.course)
    assert not review.fresh.permissions_for_user(boss).can_publish()
    assert review.fresh.permissions_for_user(other).can_publish()
    with pytest.raises(PublishPagePermissionError):
        review.fresh.get_latest_revision().publish(user=boss)
    assert not review.fresh.live


@pytest.mark.parametrize("rank", RANKS)
def test_by_the_editors_publish_button(review: Review, rank: Any) -> None:
    boss = rank(review)
    writes(boss, review.course)
    address = reverse("wagtailadmin_pages:edit", args=[review.course.pk])
    signed_in(boss).post(address, form_of(review.course, **{"action-publish": "1"}))
    assert not review.fresh.live


def test_by_changing_something_while_publishing(review: Review) -> None:
    boss = _administrator(review)
    writes(review.author, review.course)
    address = reverse("wagtailadmin_pages:edit", args=[review.course.pk])
    changed = form_of(review.course, **{"action-publish": "1", "title": "Mi propio título"})
    answer = signed_in(boss).post(address, changed, follow=True)
    assert not review.fresh.live
    assert "alert error" in answer.content.decode()
    assert review.fresh.get_latest_revision_as_object().title == "Mi propio título"  # nothing lost


def test_what_others_wrote_is_published_by_the_same_button(review: Review) -> None:
    boss = _administrator(review)
    course = review.fresh
    course.credits.all().delete()
    review.course.save_revision(user=review.author)
    address = reverse("wagtailadmin_pages:edit", args=[course.pk])
    with_credits = form_of(course, **_credit_rows(review.course))
    first = signed_in(review.author).post(address, with_credits)  # saved once as the form sends it
    assert first.status_code == 302
    answer = signed_in(boss).post(address, {**form_of(course, **_credit_rows(review.fresh)), "action-publish": "1"})
    assert answer.status_code == 302
    assert review.fresh.live


def _credit_rows(course: CoursePage) -> dict[str, str]:
    rows = list(course.get_latest_revision_as_object().credits.all())
    sent = {"credits-TOTAL_FORMS": str(len(rows)), "credits-INITIAL_FORMS": str(len(rows))}
    for number, credit in enumerate(rows):
        sent |= {
            f"credits-{number}-id": str(credit.pk or ""), f"credits-{number}-person": credit.person,
            f"credits-{number}-role": credit.role, f"credits-{number}-organisation": str(credit.organisation_id or ""),
            f"credits-{number}-ORDER": str(number + 1),
        }  # fmt: skip
    return sent


@pytest.mark.parametrize("rank", RANKS)
def test_by_publishing_many_at_once(review: Review, rank: Any) -> None:
    boss = rank(review)
    writes(boss, review.course)
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"]) + f"?id={review.course.pk}"
    signed_in(boss).post(address, {"include_descendants": "on"})
    assert not review.fresh.live
    assert not review.lesson.live


@pytest.mark.parametrize("rank", RANKS)
def test_by_the_api_of_the_admin(review: Review, rank: Any) -> None:
    boss = rank(review)
    writes(boss, review.course)
    address = reverse("wagtailadmin_api:pages:action", args=[review.course.pk, "publish"])
    answer = signed_in(boss).post(address, json.dumps({}), content_type="application/json")
    assert answer.status_code in (403, 404)
    assert not review.fresh.live


@pytest.mark.parametrize("rank", RANKS)
def test_nothing_is_published_past_an_open_review(review: Review, rank: Any) -> None:
    boss = rank(review)
    review.invites()
    review.hands_in()
    assert not review.fresh.permissions_for_user(boss).can_publish()
    client = signed_in(boss)
    form = form_of(review.course, **{"action-publish": "1"})
    client.post(reverse("wagtailadmin_pages:edit", args=[review.course.pk]), form)
    bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"]) + f"?id={review.course.pk}"
    client.post(bulk, {})
    api = reverse("wagtailadmin_api:pages:action", args=[review.course.pk, "publish"])
    client.post(api, "{}", content_type="application/json")
    assert not review.fresh.live
    assert review.fresh.workflow_in_progress
