"""Partners approve courses; nobody approves their own; what was approved is what is published."""

from datetime import UTC, datetime

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from wagtail.models import TaskState, Workflow

from accounts.models import User
from cms.pages.models import CoursePage, LessonPage, ModulePage
from cms.review.models import CoursePartner, may_approve
from cms.review.operations import ReviewRefused, decide, ensure_workflow, invite_partner, withdraw_partner
from cms.review.permissions import courses_readable_by, courses_reviewable_by
from institutes.models import Membership, Organisation
from tests.cms.pages.factories import make_course
from tests.institutes.factories import InstituteFactory, MembershipFactory, OrganisationFactory, give_second_factor

NOW = datetime(2026, 3, 2, 18, tzinfo=UTC)
Role = Membership.Role
pytestmark = pytest.mark.django_db


def member(organisation: Organisation, role: Membership.Role) -> User:
    return give_second_factor(MembershipFactory.create(organisation=organisation, role=role).user)


@pytest.fixture
def course() -> CoursePage:
    return make_course(rich=False, publish=False)


@pytest.fixture
def author(course: CoursePage) -> User:
    return member(course.organisation, Role.AUTHOR)


@pytest.fixture
def partner() -> Organisation:
    return OrganisationFactory.create()


@pytest.fixture
def reviewer(partner: Organisation) -> User:
    return member(partner, Role.REVIEWER)


@pytest.fixture
def invited(course: CoursePage, author: User, partner: Organisation, reviewer: User) -> CoursePartner:
    return invite_partner(actor=author, course=course, organisation=partner, at=NOW)


def hand_in(course: CoursePage, user: User) -> CoursePage:
    workflow = course.get_workflow()
    assert workflow is not None
    workflow.start(course, user)
    handed_in: CoursePage = CoursePage.objects.get(pk=course.pk)
    return handed_in


def test_every_institute_has_the_workflow_and_there_is_one(course: CoursePage) -> None:
    ensure_workflow()
    assert Workflow.objects.filter(name="Revisión de cursos").count() == 1
    assert course.get_workflow().name == "Revisión de cursos"


def test_approval_by_a_partner_publishes_the_whole_course(
    course: CoursePage, author: User, reviewer: User, invited: CoursePartner
) -> None:
    course = hand_in(course, author)
    decide(actor=reviewer, course=course, approve=True, comment="Muy bien")
    assert CoursePage.objects.get(pk=course.pk).live
    assert LessonPage.objects.descendant_of(course).get().live
    state = TaskState.objects.get()
    assert (state.status, state.finished_by, state.comment) == ("approved", reviewer, "Muy bien")


def test_asking_for_changes_needs_a_reason_and_publishes_nothing(
    course: CoursePage, author: User, reviewer: User, invited: CoursePartner
) -> None:
    course = hand_in(course, author)
    with pytest.raises(ReviewRefused):
        decide(actor=reviewer, course=course, approve=False, comment=" ")
    decide(actor=reviewer, course=course, approve=False, comment="Falta un ejemplo")
    course = CoursePage.objects.get(pk=course.pk)
    assert not course.live
    assert not course.workflow_in_progress


def test_nobody_approves_what_they_handed_in(course: CoursePage, invited: CoursePartner, reviewer: User) -> None:
    MembershipFactory.create(user=reviewer, organisation=course.organisation, role=Role.AUTHOR)
    course = hand_in(course, reviewer)
    assert not may_approve(reviewer, course)
    with pytest.raises(ReviewRefused):
        decide(actor=reviewer, course=course, approve=True, comment="")
    assert not CoursePage.objects.get(pk=course.pk).live


def test_a_partner_that_was_not_invited_does_not_even_see_it(
    course: CoursePage, author: User, invited: CoursePartner
) -> None:
    stranger = member(OrganisationFactory.create(), Role.REVIEWER)
    course = hand_in(course, author)
    with pytest.raises(CoursePage.DoesNotExist):
        decide(actor=stranger, course=course, approve=True, comment="")


def test_without_partners_the_administration_of_the_institute_approves(course: CoursePage, author: User) -> None:
    administrator = member(course.organisation, Role.INSTITUTE_ADMIN)
    course = hand_in(course, author)
    decide(actor=administrator, course=course, approve=True, comment="")
    assert CoursePage.objects.get(pk=course.pk).live


def test_deciding_twice_is_refused(course: CoursePage, author: User, reviewer: User, invited: CoursePartner) -> None:
    course = hand_in(course, author)
    decide(actor=reviewer, course=course, approve=True, comment="")
    with pytest.raises(ReviewRefused):
        decide(actor=reviewer, course=CoursePage.objects.get(pk=course.pk), approve=True, comment="")


def test_an_incomplete_course_cannot_be_approved(
    course: CoursePage, author: User, reviewer: User, invited: CoursePartner
) -> None:
    course = hand_in(course, author)
    LessonPage.objects.descendant_of(course).get().delete()
    with pytest.raises(ReviewRefused):
        decide(actor=reviewer, course=course, approve=True, comment="")
    assert TaskState.objects.get().status == "in_progress"


def test_under_review_nothing_in_the_course_moves(course: CoursePage, author: User, invited: CoursePartner) -> None:
    course = hand_in(course, author)
    lesson = LessonPage.objects.descendant_of(course).get()
    module = ModulePage.objects.descendant_of(course).get()
    assert lesson.get_lock().for_user(author)
    assert course.get_lock().for_user(author)
    for page in (course, module):
        assert not page.permissions_for_user(author).can_add_subpage()
    assert not lesson.permissions_for_user(author).can_delete()
    course.current_workflow_state.cancel(user=author)
    assert LessonPage.objects.get(pk=lesson.pk).get_lock() is None


def test_only_a_co_author_edits(course: CoursePage, author: User, partner: Organisation, reviewer: User) -> None:
    partnership = invite_partner(actor=author, course=course, organisation=partner, at=NOW)
    lesson = LessonPage.objects.descendant_of(course).get()
    assert not lesson.permissions_for_user(User.objects.get(pk=reviewer.pk)).can_edit()
    invite_partner(actor=author, course=course, organisation=partner, may_edit=True, at=NOW)
    assert lesson.permissions_for_user(User.objects.get(pk=reviewer.pk)).can_edit()
    withdraw_partner(actor=author, partner=partnership)
    assert not lesson.permissions_for_user(User.objects.get(pk=reviewer.pk)).can_edit()
    assert not courses_reviewable_by(reviewer).exists()


def test_partners_stay_while_they_decide(course: CoursePage, author: User, invited: CoursePartner) -> None:
    hand_in(course, author)
    with pytest.raises(ReviewRefused):
        withdraw_partner(actor=author, partner=CoursePartner.objects.get(pk=invited.pk))


def test_only_who_edits_a_course_invites(course: CoursePage, partner: Organisation) -> None:
    stranger = member(InstituteFactory.create(), Role.AUTHOR)
    with pytest.raises(CoursePage.DoesNotExist):
        invite_partner(actor=stranger, course=course, organisation=partner, at=NOW)


def test_the_owner_is_no_partner_of_itself(course: CoursePage, author: User) -> None:
    with pytest.raises(ReviewRefused):
        invite_partner(actor=author, course=course, organisation=course.organisation, at=NOW)


@pytest.mark.django_db(transaction=True)
def test_letters_go_out_to_those_who_decide() -> None:
    course = make_course(rich=False, publish=False)
    author, partner = member(course.organisation, Role.AUTHOR), OrganisationFactory.create()
    reviewer = member(partner, Role.REVIEWER)
    invite_partner(actor=author, course=course, organisation=partner, at=NOW)
    hand_in(course, author)
    to_reviewer = [message for message in mail.outbox if message.to == [reviewer.email]]
    assert len(to_reviewer) == 2
    assert all(f"/cms/revision/{course.pk}/" in message.body for message in to_reviewer)


def test_a_reviewer_reads_and_decides_on_the_page(
    client: Client, course: CoursePage, author: User, reviewer: User, invited: CoursePartner
) -> None:
    hand_in(course, author)
    client.force_login(reviewer)
    page = client.get(reverse("course_review", args=[course.pk]))
    assert page.status_code == 200
    lesson = LessonPage.objects.descendant_of(course).get()
    read = client.get(reverse("course_review_lesson", args=[course.pk, lesson.pk]))
    assert "Pregunta de tipo single" in read.content.decode()
    client.post(reverse("course_review_decide", args=[course.pk]), {"decision": "approve", "comment": ""})
    assert CoursePage.objects.get(pk=course.pk).live


def test_the_dashboard_names_what_waits(
    client: Client, course: CoursePage, author: User, reviewer: User, invited: CoursePartner
) -> None:
    hand_in(course, author)
    client.force_login(reviewer)
    home = client.get(reverse("wagtailadmin_home"))
    assert home.status_code == 200
    assert reverse("course_review", args=[course.pk]) in home.content.decode()


def test_a_lesson_of_another_course_is_not_read_through_this_one(
    client: Client, course: CoursePage, reviewer: User, invited: CoursePartner
) -> None:
    client.force_login(reviewer)
    other = LessonPage.objects.descendant_of(make_course(rich=False)).get()
    assert client.get(reverse("course_review_lesson", args=[course.pk, other.pk])).status_code == 404
    assert not courses_readable_by(reviewer).filter(pk=other.get_parent().get_parent().pk).exists()
