"""What was published stays; what is withdrawn leaves the catalogue; only the review publishes what is under review."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.test import Client
from django.urls import reverse
from wagtail.models import ModelLogEntry, Page

from cms.pages.archive import PublishedStays
from cms.pages.models import CoursePage, LessonPage
from cms.pages.publishing import CourseInReview, approved
from courses.editions.models import Course, Edition
from courses.editions.operations import set_listed
from courses.editions.selectors import listed_editions
from courses.study.operations import enrol
from courses.study.refusals import StudyRefused
from tests.accounts.factories import TeacherFactory
from tests.addressing import Role, World
from tests.clients import signed_in
from tests.cms.pages.factories import make_course
from tests.security.doors import NOON

pytestmark = pytest.mark.django_db


@pytest.fixture
def course(world: World) -> CoursePage:
    return make_course(organisation=world.institute, rich=False, questions=[])


@pytest.fixture
def admin(world: World, course: CoursePage) -> Client:
    return signed_in(world.member(Role.INSTITUTE_ADMIN), raise_request_exception=False)


def frozen(course: CoursePage) -> Course:
    return Course.objects.select_related("latest").get(uid=course.translation_key)


def bulk(action: str, *pages: Page) -> str:
    return f"/cms/bulk/wagtailcore/page/{action}/?" + "&".join(f"id={page.pk}" for page in pages) + "&next=/cms/"


def fresh(course: CoursePage) -> CoursePage:
    found: CoursePage = CoursePage.objects.get(pk=course.pk)
    return found


@pytest.mark.parametrize("door", ["page", "bulk"])
def test_unpublishing_takes_it_out_of_the_catalogue_and_publishing_lists_it_again(
    door: str, admin: Client, course: CoursePage
) -> None:
    assert listed_editions().count() == 1
    page = reverse("wagtailadmin_pages:unpublish", args=[course.pk])
    admin.post(page if door == "page" else bulk("unpublish", course), {"include_descendants": ""})
    assert not fresh(course).live
    assert listed_editions().count() == 0
    assert frozen(course).latest is not None  # its edition is still there, for those who study it
    fresh(course).save_revision().publish(skip_permission_checks=True)
    assert listed_editions().count() == 1
    assert frozen(course).editions.count() == 1
    actions = ModelLogEntry.objects.filter(action__in=["editions.hide", "editions.list"]).values_list(
        "action", flat=True
    )
    assert sorted(actions) == ["editions.hide", "editions.list"]


def test_a_translation_withdrawn_leaves_the_course_on_offer(course: CoursePage) -> None:
    from wagtail.models import Locale

    locale, _new = Locale.objects.get_or_create(language_code="hch")
    translated = course.copy_for_translation(locale, copy_parents=True)
    Page.objects.filter(pk=translated.pk).update(live=True)
    CoursePage.objects.get(pk=translated.pk).unpublish()
    assert listed_editions().count() == 1


def test_whoever_studies_goes_on_and_nobody_new_begins(course: CoursePage, client: Client) -> None:
    edition = Edition.objects.get(course=frozen(course))
    teacher, other = TeacherFactory.create(), TeacherFactory.create()
    enrolment = enrol(teacher=teacher, edition=edition, at=NOON)
    fresh(course).unpublish()
    edition.refresh_from_db()
    edition.course.refresh_from_db()
    with pytest.raises(StudyRefused, match="ya no se ofrece"):
        enrol(teacher=other, edition=edition, at=NOON)
    page = client.get(reverse("course", args=[edition.course.slug]))
    assert "Ya no se ofrece" in page.content.decode()
    studying = signed_in(teacher)
    assert studying.get(reverse("study_resume", args=[enrolment.uid]), follow=True).status_code == 200


def test_listing_is_safe_to_repeat(course: CoursePage) -> None:
    for _time in range(2):
        set_listed(uid=course.translation_key, listed=False, actor=None)
    assert ModelLogEntry.objects.filter(action="editions.hide").count() == 1


@pytest.mark.parametrize("door", ["page", "bulk", "parent in bulk"])
def test_what_was_published_is_not_deleted_and_the_reason_is_said(door: str, course: CoursePage, world: World) -> None:
    state = signed_in(world.superuser, raise_request_exception=False)
    parent = course.get_parent()
    address = {
        "page": reverse("wagtailadmin_pages:delete", args=[course.pk]),
        "bulk": bulk("delete", course),
        "parent in bulk": bulk("delete", parent),
    }[door]
    fresh(course).unpublish()
    answer = state.post(address, follow=True)
    assert "ya se publicó y no se elimina" in answer.content.decode()
    assert Page.objects.filter(pk__in=[course.pk, parent.pk]).count() == 2


def test_nor_by_a_script(course: CoursePage) -> None:
    for page in (course, course.get_parent()):
        with pytest.raises(PublishedStays), transaction.atomic():
            page.delete()


def test_a_draft_and_a_lesson_of_a_published_course_are_deleted(
    admin: Client, course: CoursePage, world: World
) -> None:
    draft = make_course(organisation=world.institute, rich=False, questions=[], publish=False)
    lesson = LessonPage.objects.descendant_of(course).get()
    for page in (draft, lesson):
        assert admin.post(reverse("wagtailadmin_pages:delete", args=[page.pk])).status_code == 302
        assert not Page.objects.filter(pk=page.pk).exists()


@pytest.fixture
def in_review(world: World, course: CoursePage) -> CoursePage:
    draft = make_course(organisation=world.institute, rich=False, questions=[], publish=False)
    draft.get_workflow().start(draft, world.member(Role.AUTHOR))
    return fresh(draft)


def editor_form(course: CoursePage, **more: Any) -> dict[str, Any]:
    from wagtail.test.utils.form_data import inline_formset, nested_form_data

    fields = {"title": course.title, "slug": course.slug, "summary": course.summary, "course_type": "taller",
              "licence": course.licence, "levels": ["primaria"], "skills": [skill.pk for skill in course.skills.all()],
              "credits": inline_formset([]), "comments": inline_formset([])}  # fmt: skip
    made: dict[str, Any] = nested_form_data(fields)
    return made | more


@pytest.mark.parametrize("door", ["edit", "edit in the future", "bulk", "restart", "api"])
def test_nobody_publishes_what_is_under_review(door: str, admin: Client, in_review: CoursePage) -> None:
    edit = reverse("wagtailadmin_pages:edit", args=[in_review.pk])
    publish = {"action-publish": "1"}
    address, body = {
        "edit": (edit, editor_form(in_review, **publish)),
        "edit in the future": (edit, editor_form(in_review, go_live_at="2030-01-01 10:00", **publish)),
        "bulk": (bulk("publish", in_review), {}),
        "restart": (edit, editor_form(in_review, **{"action-restart-workflow": "1"})),
        "api": (f"/cms/api/main/pages/{in_review.pk}/action/publish/", {}),
    }[door]
    answer = admin.post(address, body)
    assert answer.status_code < 500
    assert not fresh(in_review).live
    assert fresh(in_review).workflow_in_progress
    assert not fresh(in_review).revisions.filter(approved_go_live_at__isnull=False).exists()


def test_a_script_is_refused_too_and_the_review_is_not(in_review: CoursePage) -> None:
    with pytest.raises(CourseInReview, match="en revisión"):
        in_review.get_latest_revision().publish(skip_permission_checks=True)
    with approved():
        in_review.get_latest_revision().publish()
    assert fresh(in_review).live


def test_courses_have_no_timetable(admin: Client, course: CoursePage) -> None:
    """Nothing runs Wagtail's clock: a date would promise what does not happen."""
    edit = reverse("wagtailadmin_pages:edit", args=[course.pk])
    assert 'name="go_live_at"' not in admin.get(edit).content.decode()
    admin.post(edit, editor_form(course, go_live_at="2030-01-01 10:00", expire_at="2020-01-01 10:00"))
    latest = fresh(course).get_latest_revision_as_object()
    assert (latest.go_live_at, latest.expire_at) == (None, None)
    assert fresh(course).live


def test_a_lesson_copied_within_its_course_is_another_lesson(admin: Client, course: CoursePage, world: World) -> None:
    lesson = LessonPage.objects.descendant_of(course).get()
    body = {"new_title": "Copia", "new_slug": "copia", "new_parent_page": lesson.get_parent().pk}
    assert admin.post(reverse("wagtailadmin_pages:copy", args=[lesson.pk]), body).status_code == 302
    copy = LessonPage.objects.get(slug="copia")
    ids = {block["id"] for block in lesson.body.get_prep_value()}
    for version in (copy, copy.get_latest_revision_as_object()):
        found = {block["id"] for block in version.body.get_prep_value()}
        assert len(found) == len(ids)
        assert not found & ids


def test_a_refusal_is_a_form_error_not_a_failure() -> None:
    assert issubclass(CourseInReview, ValidationError)
