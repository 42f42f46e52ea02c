"""A course is published whole or not at all, by whichever door."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.actions.publish_page_revision import PublishPageRevisionAction

from cms.pages.models import CoursePage, LessonPage, ModulePage
from cms.pages.signals import course_published
from cms.pages.source import CourseIncomplete, compile_course
from tests.accounts.factories import UserFactory
from tests.clients import signed_in
from tests.cms.pages.factories import add_lesson, make_course
from tests.institutes.factories import give_second_factor

pytestmark = pytest.mark.django_db


@pytest.fixture
def news() -> Any:
    heard: list[dict[str, Any]] = []

    def hear(**kwargs: Any) -> None:
        heard.append(kwargs)

    course_published.connect(hear)
    yield heard
    course_published.disconnect(hear)


@pytest.fixture
def boss(client: Client) -> Client:
    client.force_login(give_second_factor(UserFactory.create(is_superuser=True, is_staff=True)))
    return client


def lessons_of(course: CoursePage) -> list[LessonPage]:
    return list(LessonPage.objects.descendant_of(course).order_by("path"))


def test_publishes_every_part_and_says_so_once(news: list[dict[str, Any]]) -> None:
    user = UserFactory.create()
    course = make_course(lessons=2, rich=False, user=user)
    assert all(lesson.live for lesson in lessons_of(course))
    assert ModulePage.objects.descendant_of(course).get().live
    (told,) = news
    assert (told["page"].pk, told["user"], told["at"]) == (course.pk, user, course.last_published_at)


def test_publishes_the_latest_draft_of_each_part(news: list[dict[str, Any]]) -> None:
    course = make_course(rich=False)
    lesson = lessons_of(course)[0]
    lesson.title = "Un título mejor"
    lesson.save_revision()
    assert LessonPage.objects.get(pk=lesson.pk).title == "Lección 1"
    course.save_revision().publish()
    assert LessonPage.objects.get(pk=lesson.pk).title == "Un título mejor"
    assert len(news) == 2


def test_saving_a_draft_of_a_published_course_is_no_news(news: list[dict[str, Any]]) -> None:
    course = make_course(rich=False)
    course.save_revision()
    CoursePage.objects.get(pk=course.pk).save()
    assert len(news) == 1


@pytest.mark.parametrize("door", ["revision", "action"])
def test_an_incomplete_course_changes_nothing_by_any_door(door: str, news: list[dict[str, Any]]) -> None:
    course = make_course(rich=False, publish=False)
    module = course.add_child(instance=ModulePage(title="Vacío", slug="vacio", live=False))
    revision = course.save_revision()
    with pytest.raises(CourseIncomplete):
        revision.publish() if door == "revision" else PublishPageRevisionAction(revision).execute()
    assert not CoursePage.objects.get(pk=course.pk).live
    assert not any(lesson.live for lesson in lessons_of(course))
    assert news == []
    module.delete()
    course.get_latest_revision().publish()
    assert len(news) == 1


def test_a_receiver_that_refuses_undoes_the_publication() -> None:
    course = make_course(rich=False, publish=False)

    def refuse(**_kwargs: Any) -> None:
        raise RuntimeError("no edition")

    course_published.connect(refuse)
    try:
        with pytest.raises(RuntimeError):
            course.get_latest_revision().publish()
    finally:
        course_published.disconnect(refuse)
    assert not CoursePage.objects.get(pk=course.pk).live
    assert not lessons_of(course)[0].live


@pytest.mark.parametrize(
    "fields", [{"summary": ""}, {"levels": []}], ids=["no summary", "no level"]
)  # fmt: skip
def test_refuses_a_course_without(fields: dict[str, Any]) -> None:
    course = make_course(rich=False, publish=False, **fields)
    with pytest.raises(CourseIncomplete) as refusal:
        compile_course(course)
    assert [problem.page.pk for problem in refusal.value.problems] == [course.pk]


def test_refuses_a_course_without_skills_or_lessons() -> None:
    course = make_course(rich=False, publish=False)
    course.skills = []
    lessons_of(course)[0].delete()
    course.save()
    course.save_revision()
    assert len(CoursePage.objects.get(pk=course.pk).missing) == 2


def test_the_editor_refuses_and_keeps_the_page_as_it_was(boss: Client) -> None:
    course = make_course(rich=False, publish=False)
    lessons_of(course)[0].delete()
    data = {
        "title": "Otro nombre", "slug": course.slug, "summary": "Algo", "course_type": "taller", "hours": "20",
        "pass_mark": "6.0", "attempts_allowed": "", "levels": ["primaria"], "skills": [str(course.skills.get().pk)],
        "licence": "CC-BY-4.0", "cover": "", "cover_alt": "", "action-publish": "1",
        "credits-TOTAL_FORMS": "0", "credits-INITIAL_FORMS": "0", "credits-MIN_NUM_FORMS": "0",
        "credits-MAX_NUM_FORMS": "1000",
        "comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0", "comments-MIN_NUM_FORMS": "0",
        "comments-MAX_NUM_FORMS": "1000",
    }  # fmt: skip
    response = boss.post(reverse("wagtailadmin_pages:edit", args=[course.pk]), data)
    assert response.status_code == 200
    assert (
        "Este módulo todavía no tiene lecciones" in response.content.decode()
        or "no lesson" in response.content.decode()
    )
    assert not CoursePage.objects.get(pk=course.pk).live
    add_lesson(ModulePage.objects.descendant_of(course).get())
    author = signed_in(give_second_factor(UserFactory.create(is_superuser=True, is_staff=True)))
    saved = {name: value for name, value in data.items() if name != "action-publish"}
    assert author.post(reverse("wagtailadmin_pages:edit", args=[course.pk]), saved).status_code == 302
    assert boss.post(reverse("wagtailadmin_pages:edit", args=[course.pk]), data).status_code == 302
    published = CoursePage.objects.get(pk=course.pk)
    assert (published.live, published.title) == (True, "Otro nombre")
    assert lessons_of(course)[0].live


def test_publishing_in_bulk_refuses_incomplete_courses(boss: Client) -> None:
    course = make_course(rich=False, publish=False)
    lessons_of(course)[0].delete()
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"]) + f"?id={course.pk}&next=/cms/"
    assert boss.post(address).status_code == 302
    assert not CoursePage.objects.get(pk=course.pk).live


def test_lessons_are_never_published_by_themselves(boss: Client) -> None:
    course = make_course(rich=False, publish=False)
    lesson = lessons_of(course)[0]
    permissions = lesson.permissions_for_user(UserFactory.create(is_superuser=True))
    assert not permissions.can_publish()
    assert not permissions.can_unpublish()
    assert not permissions.can_submit_for_moderation()
    page = boss.get(reverse("wagtailadmin_pages:edit", args=[lesson.pk])).content.decode()
    assert "action-publish" not in page
    assert "action-submit" not in page


def test_pages_of_a_course_lead_to_the_catalogue(client: Client) -> None:
    course = make_course(rich=False)
    for page in (course, lessons_of(course)[0]):
        response = client.get(page.url)
        assert response.status_code == 302
        assert response["Location"] == f"/cursos/{course.slug}/"


@pytest.mark.parametrize("wish", ["publish_copies", "alias"])
def test_a_course_is_copied_as_a_draft_only(boss: Client, wish: str) -> None:
    course = make_course(rich=False)
    institute = course.get_parent()
    data = {"new_title": "Copia", "new_slug": "copia", "new_parent_page": institute.pk, "copy_subpages": "on"}
    boss.post(reverse("wagtailadmin_pages:copy", args=[course.pk]), {**data, wish: "on"})
    assert not institute.get_children().filter(slug="copia").exists()
    boss.post(reverse("wagtailadmin_pages:copy", args=[course.pk]), data)
    copy = institute.get_children().get(slug="copia").specific
    assert not copy.live
    assert copy.translation_key != course.translation_key
    copy.get_latest_revision().publish()
    assert LessonPage.objects.descendant_of(copy).get().live
