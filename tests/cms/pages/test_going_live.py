"""What Wagtail does when it publishes a page is done for every part of a course."""

from typing import Any

import pytest
from wagtail.models import Comment, Page, PageLogEntry, ReferenceIndex
from wagtail.signals import page_published

from cms.pages.models import CoursePage, LessonPage
from cms.pages.tasks import index_pages
from tests.accounts.factories import UserFactory
from tests.cms.pages.factories import make_course

pytestmark = pytest.mark.django_db


def _lesson(course: CoursePage) -> LessonPage:
    found: LessonPage = LessonPage.objects.descendant_of(course).order_by("path")[0]
    return found


def _draft(course: CoursePage, **fields: Any) -> LessonPage:
    draft: LessonPage = _lesson(course).get_latest_revision_as_object()
    for name, value in fields.items():
        setattr(draft, name, value)
    draft.save_revision()
    return draft


def _publish(course: CoursePage, user: Any = None) -> None:
    page = CoursePage.objects.get(pk=course.pk)
    page.publish(page.get_latest_revision(), user=user, skip_permission_checks=True)


def test_the_page_has_the_flags_dates_and_revisions_of_a_published_one() -> None:
    course = make_course(rich=False)
    first = _lesson(course)
    _draft(course, minutes=15, seo_title="Para buscadores")
    _publish(course)
    lesson = _lesson(course)
    assert (lesson.live, lesson.has_unpublished_changes, lesson.expired) == (True, False, False)
    assert (lesson.minutes, lesson.seo_title) == (15, "Para buscadores")
    assert lesson.live_revision_id == lesson.latest_revision_id != first.live_revision_id
    assert lesson.first_published_at == first.first_published_at
    assert lesson.last_published_at > first.last_published_at
    assert lesson.last_published_at == CoursePage.objects.get(pk=course.pk).last_published_at
    assert not lesson.revisions.exclude(approved_go_live_at=None).exists()


def test_the_log_names_who_published_and_what_was_renamed() -> None:
    course = make_course(rich=False)
    user = UserFactory.create()
    _draft(course, title="Otro título")
    _publish(course, user)
    lesson = _lesson(course)
    entries = PageLogEntry.objects.filter(page=lesson, user=user).order_by("pk")
    assert [entry.action for entry in entries] == ["wagtail.rename", "wagtail.publish"]
    assert entries[1].revision == lesson.live_revision
    assert entries[0].data["title"] == {"old": "Lección 1", "new": "Otro título"}
    assert lesson.draft_title == "Otro título"


def test_an_unchanged_part_is_left_alone() -> None:
    course = make_course(rich=False, lessons=2)
    before = {page.pk: page.last_published_at for page in LessonPage.objects.descendant_of(course)}
    _draft(course, minutes=15)
    _publish(course)
    later = {page.pk: page.last_published_at for page in LessonPage.objects.descendant_of(course)}
    assert [pk for pk in before if before[pk] != later[pk]] == [_lesson(course).pk]


def test_a_part_with_another_address_takes_its_addresses_along() -> None:
    course = make_course(rich=False)
    module = _lesson(course).get_parent().specific
    draft = module.get_latest_revision_as_object()
    draft.slug = "otro-modulo"
    draft.save_revision()
    _publish(course)
    assert "/otro-modulo/" in _lesson(course).url_path
    assert _lesson(course).live


def test_a_comment_stands_where_the_published_draft_has_it() -> None:
    course = make_course(rich=False)
    lesson = _lesson(course)
    comment = Comment.objects.create(page=lesson, user=UserFactory.create(), text="¿Y esto?", contentpath="title")
    draft = lesson.get_latest_revision_as_object()
    comment.position = "aquí"
    draft.wagtail_admin_comments = [comment]
    draft.save_revision()
    assert not Comment.objects.get(pk=comment.pk).position
    _publish(course)
    comment.refresh_from_db()
    assert comment.position == "aquí"


def test_wagtail_tells_of_every_published_page() -> None:
    course = make_course(rich=False)
    _draft(course, minutes=15)
    CoursePage.objects.get(pk=course.pk).get_latest_revision_as_object().save_revision()
    heard: list[int] = []

    def hear(instance: Page, **_news: Any) -> None:
        heard.append(instance.pk)

    page_published.connect(hear)
    try:
        _publish(course)
    finally:
        page_published.disconnect(hear)
    assert sorted(heard) == sorted([course.pk, _lesson(course).pk])


def test_credits_and_skills_of_the_draft_go_live() -> None:
    course = make_course(rich=False)
    draft = CoursePage.objects.get(pk=course.pk).get_latest_revision_as_object()
    draft.credits = [*draft.credits.all()][:0]
    draft.save_revision()
    assert CoursePage.objects.get(pk=course.pk).credits.exists()
    _publish(course)
    page = CoursePage.objects.get(pk=course.pk)
    assert not page.credits.exists()
    assert page.skills.exists()


def test_the_indexes_follow(django_capture_on_commit_callbacks: Any) -> None:
    course = make_course(publish=False)
    lesson = _lesson(course)
    ReferenceIndex.objects.filter(object_id=str(lesson.pk)).delete()
    with django_capture_on_commit_callbacks(execute=True):
        _publish(course)
    assert ReferenceIndex.objects.filter(object_id=str(lesson.pk)).exists()
    assert list(LessonPage.objects.search("multigrado")) == [lesson]


def test_indexing_may_run_twice_and_skips_what_is_gone() -> None:
    course = make_course()
    for _run in range(2):
        index_pages([_lesson(course).pk, 10**9])
    assert list(LessonPage.objects.search("multigrado")) == [_lesson(course)]
