"""What changes with the next edition, as authors and reviewers read it."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from cms.pages.models import CoursePage, ModulePage
from institutes.models import Membership
from tests.cms.pages.factories import add_lesson, make_course
from tests.courses.editions.courses import (
    blocks_of,
    correct_key,
    draft_of,
    member,
    published_course,
    reword,
    with_blocks,
)

pytestmark = pytest.mark.django_db
Role = Membership.Role


@pytest.fixture
def course() -> CoursePage:
    return published_course()


def page(client: Client, course: CoursePage, role: Membership.Role = Role.AUTHOR) -> str:
    client.force_login(member(course, role))
    response = client.get(reverse("course_changes", args=[course.pk]))
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_says_that_nothing_changed(client: Client, course: CoursePage) -> None:
    assert "Nada cambió" in page(client, course)


def test_says_that_a_first_edition_has_nothing_to_compare_with(client: Client) -> None:
    assert "todavía no tiene ediciones" in page(client, make_course(rich=False, publish=False))


def test_shows_changed_words_to_the_eye_and_to_the_ear(client: Client, course: CoursePage) -> None:
    reword(course)
    shown = page(client, course)
    assert re.search(r"<del><span [^>]*>\[quitado:</span> 1<span [^>]*>\]</span></del>", shown)
    assert re.search(r"<ins><span [^>]*>\[añadido:</span> que dice otra cosa<span [^>]*>\]</span></ins>", shown)
    assert "Cambio menor" in shown
    assert reverse("course_review_lesson", args=[course.pk, draft_of(course).pk]) in shown


def test_shows_the_old_and_the_new_right_answer(client: Client, course: CoursePage) -> None:
    correct_key(course)
    right = [option["value"]["text"] for option in blocks_of(draft_of(course))[1]["value"]["options"]]
    shown = page(client, course)
    assert "Cambio mayor" in shown
    assert f"<dd><del>{right[0]}</del></dd>" in shown
    assert f"<dd><ins>{right[1]}</ins></dd>" in shown


def test_names_what_was_added_removed_and_moved(client: Client, course: CoursePage) -> None:
    add_lesson(ModulePage.objects.descendant_of(course).get(), 3, questions=["numeric"])
    draft = draft_of(course)
    blocks = blocks_of(draft)
    with_blocks(draft, [blocks[0], blocks[2], blocks[1]])
    gone = draft_of(course, 1)
    with_blocks(gone, blocks_of(gone)[1:])
    shown = page(client, course)
    assert "1 lección añadida" in shown
    assert "1 parte quitada" in shown
    assert "1 parte movida" in shown


def test_compares_a_draft_that_is_not_finished_and_says_what_it_lacks(client: Client, course: CoursePage) -> None:
    draft = draft_of(course)
    blocks = blocks_of(draft)
    blocks[1]["value"]["options"] = []
    with_blocks(draft, blocks)
    shown = page(client, course)
    assert "Falta una cosa" in shown or "Faltan" in shown
    assert reverse("course_publish", args=[course.pk]) not in page(client, course, Role.INSTITUTE_ADMIN)


def test_offers_to_publish_only_to_whom_may(client: Client, course: CoursePage) -> None:
    reword(course)
    publish = reverse("course_publish", args=[course.pk])
    assert publish not in page(client, course)
    assert publish in page(client, course, Role.INSTITUTE_ADMIN)


@pytest.mark.parametrize("changed", [1, 2])
def test_asks_as_much_for_many_changes_as_for_few(
    client: Client, course: CoursePage, changed: int, django_assert_max_num_queries: object
) -> None:
    for number in range(changed):
        reword(course, number)
    client.force_login(member(course, Role.AUTHOR))
    with django_assert_max_num_queries(70):  # type: ignore[operator]
        client.get(reverse("course_changes", args=[course.pk]))


def test_publish_in_the_editor_leads_here_once_there_is_an_edition(client: Client, course: CoursePage) -> None:
    client.force_login(member(course, Role.INSTITUTE_ADMIN))
    data = {
        "title": "Otro nombre", "slug": course.slug, "summary": "Algo", "course_type": "taller", "hours": "20",
        "pass_mark": "6.0", "attempts_allowed": "", "levels": ["primaria"], "skills": [str(course.skills.get().pk)],
        "licence": "CC-BY-4.0", "cover": "", "cover_alt": "", "action-publish": "1",
    }  # fmt: skip
    for name in ("credits", "comments"):
        data |= {f"{name}-{form}_FORMS": "0" for form in ("TOTAL", "INITIAL", "MIN_NUM")} | {
            f"{name}-MAX_NUM_FORMS": "9"
        }
    response = client.post(reverse("wagtailadmin_pages:edit", args=[course.pk]), data)
    assert response.status_code == 302
    assert response["Location"] == reverse("course_changes", args=[course.pk])
    stored = CoursePage.objects.get(pk=course.pk)
    assert (stored.title, stored.get_latest_revision_as_object().title) == (course.title, "Otro nombre")
