"""The public history of a course: what it tells, and what it must never tell."""

import xml.etree.ElementTree as ET
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Comment

from accounts.models import User
from cms.pages.contributors import contributors
from cms.pages.models import CoursePage, LessonPage
from cms.review.models import ReviewRequest
from courses.editions.models import Course, Edition
from institutes.models import Membership, Organisation
from tests.cms.pages.factories import make_course
from tests.cms.proposals.factories import NOON, make_author, make_proposal, make_published_course
from tests.cms.review.factories import make_review
from tests.courses.editions.factories import make_edition
from tests.institutes.factories import InstituteFactory, MembershipFactory, OrganisationFactory

pytestmark = pytest.mark.django_db
Role = Membership.Role
Decision = ReviewRequest.Decision


def slug_of(course: CoursePage) -> str:
    return Course.objects.get(uid=course.translation_key).slug


def pages_of(course: CoursePage) -> str:
    """The history as a page and as a feed."""
    names = ("course_history", "course_history_feed")
    return "".join(Client().get(reverse(name, args=[slug_of(course)])).content.decode() for name in names)


def start_review(course: CoursePage, author: User) -> None:
    course = CoursePage.objects.get(pk=course.pk)
    course.save_revision(user=author)
    course.get_workflow().start(course, author)


@pytest.fixture
def partner() -> Organisation:
    return OrganisationFactory.create(name="Colectivo Aliado")


@pytest.fixture
def reviewed(partner: Organisation) -> CoursePage:
    """Returned in the first round, approved and so published in the second."""
    review = make_review()
    invited = review.invites(partner)
    User.objects.filter(pk=review.reviewer_of(invited).pk).update(given_names="Nombrereservado")
    for decision in (Decision.RETURNED, Decision.APPROVED):
        review.hands_in()
        review.answers(invited, decision, "MARCA-COMENTARIO")
    return review.fresh


def test_it_tells_reviews_by_organisation_and_round(reviewed: CoursePage) -> None:
    html = Client().get(reverse("course_history", args=[slug_of(reviewed)])).content.decode()
    assert "Colectivo Aliado" in html
    assert "Ronda 1" in html
    assert "Ronda 2" in html


def test_it_tells_editions_proposals_and_their_answers(reviewed: CoursePage) -> None:
    make_proposal(reviewed, text="MARCA-PROPUESTA", status="answered", decided_at=NOON, answer="MARCA-RESPUESTA")
    make_proposal(reviewed, text="MARCA-INCLUIDA", status="accepted", decided_at=NOON, included_in=1, included_at=NOON)
    told = pages_of(reviewed)
    for mark in ("MARCA-PROPUESTA", "MARCA-RESPUESTA", "MARCA-INCLUIDA", "edición 1"):
        assert mark.casefold() in told.casefold()


def test_it_is_newest_first() -> None:
    edition = make_edition(at=NOON)
    html = Client().get(reverse("course_history", args=[edition.course.slug])).content.decode()
    assert html.count("<time") == 1
    course = make_published_course()
    make_proposal(course, text="MARCA-ANTES", created_at=NOON)
    make_proposal(course, text="MARCA-DESPUES", created_at=NOON + timedelta(hours=1))
    html = Client().get(reverse("course_history", args=[slug_of(course)])).content.decode()
    assert html.index("MARCA-DESPUES") < html.index("MARCA-ANTES")


def test_nothing_that_is_not_public_leaks(reviewed: CoursePage) -> None:
    author = User.objects.get(memberships__organisation=reviewed.organisation, memberships__role=Role.AUTHOR)
    author.email, author.given_names = "marca-correo@example.org", "Marcanombre"
    author.save()
    lesson = LessonPage.objects.descendant_of(reviewed).get()
    lesson.title = "MARCA-BORRADOR"
    lesson.save_revision(user=author)
    reviewed.title = "MARCA-TITULO"
    reviewed.save_revision(user=author)
    Comment.objects.create(page_id=lesson.pk, user=author, text="MARCA-NOTA", contentpath="title")
    make_proposal(
        reviewed, text="MARCA-PRIVADA", is_public=False, status="answered", decided_at=NOON, answer="MARCA-NO"
    )
    make_proposal(reviewed, text="MARCA-OCULTA", hidden_at=NOON, hidden_reason="MARCA-RAZON")
    make_proposal(reviewed, text="MARCA-RETIRADA", status="withdrawn")
    told = pages_of(reviewed)
    assert "MARCA-" not in told
    for secret in ("Marcanombre", "marca-correo", "Nombrereservado"):
        assert secret not in told


def test_no_address_of_anybody_is_told(reviewed: CoursePage) -> None:
    feed = Client().get(reverse("course_history_feed", args=[slug_of(reviewed)])).content.decode()
    assert not any(user.email in feed for user in User.objects.all())
    assert not any(user.email in pages_of(reviewed) for user in User.objects.all())


def test_a_review_under_way_is_not_told(reviewed: CoursePage) -> None:
    before = pages_of(reviewed).count("Ronda")
    author = User.objects.get(memberships__organisation=reviewed.organisation, memberships__role=Role.AUTHOR)
    start_review(reviewed, author)
    assert pages_of(reviewed).count("Ronda") == before


def test_a_long_history_has_pages_and_costs_no_more_queries() -> None:
    course, counts = make_published_course(), []
    Client().get(reverse("course_history", args=[slug_of(course)]))  # who contributed is remembered from here on
    for number in (2, 25):
        for minutes in range(number):
            make_proposal(course, created_at=NOON + timedelta(minutes=minutes))
        with CaptureQueriesContext(connection) as queries:
            html = Client().get(reverse("course_history", args=[slug_of(course)])).content.decode()
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 10
    assert "?page=2" in html


def test_the_feed_is_sound_and_its_entries_keep_their_names() -> None:
    course = make_published_course()
    make_proposal(course, text="Una & otra <cosa>")
    atom = "{http://www.w3.org/2005/Atom}"
    feeds = [
        ET.fromstring(Client().get(reverse("course_history_feed", args=[slug_of(course)])).content)
        for _time in range(2)
    ]
    names = [[entry.findtext(f"{atom}id") for entry in feed.iter(f"{atom}entry")] for feed in feeds]
    assert names[0] == names[1]
    assert len(set(names[0])) == 2
    assert any("<cosa>" in (entry.findtext(f"{atom}summary") or "") for entry in feeds[0].iter(f"{atom}entry"))


def test_it_can_be_printed_and_is_linked_from_a_course_without_a_page() -> None:
    edition = make_edition()
    response = Client().get(reverse("course_history", args=[edition.course.slug]))
    assert response.status_code == 200
    assert Edition.objects.count() == 1


def test_revisions_count_for_the_organisation_held_on_that_day() -> None:
    course = make_course(organisation=InstituteFactory.create(), rich=False, publish=False)
    partner, later = OrganisationFactory.create(name="Antes"), OrganisationFactory.create(name="Después")
    today = timezone.localdate()
    writer = MembershipFactory.create(
        organisation=partner,
        role=Role.REVIEWER,
        valid_from=today - timedelta(days=30),
        valid_to=today + timedelta(days=1),
    ).user
    MembershipFactory.create(user=writer, organisation=later, role=Role.AUTHOR, valid_from=today + timedelta(days=1))
    own = make_author(course)
    lesson = LessonPage.objects.descendant_of(course).get()
    for user, times in ((writer, 2), (own, 3), (MembershipFactory.create(role=Role.FACILITATOR).user, 4)):
        for _time in range(times):
            lesson.save_revision(user=user)
    found = contributors(course, until=timezone.now() + timedelta(minutes=1))
    assert [(one.code, one.revisions) for one in found] == [(course.organisation.code, 3), (partner.code, 2)]
    assert contributors(course, until=timezone.now() - timedelta(days=1)) == []


def test_the_colophon_names_the_organisations_of_the_record() -> None:
    course = make_course(organisation=InstituteFactory.create(name="Normal de Prueba"), rich=False, publish=False)
    course.save_revision(user=make_author(course)).publish(skip_permission_checks=True)
    html = Client().get(reverse("course", args=[slug_of(course)])).content.decode()
    assert "Normal de Prueba (1 revisi" in html
