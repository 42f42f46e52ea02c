"""Two people edit one lesson: whoever saves second is told, and nothing that either wrote is lost."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cms.pages.models import LessonPage
from tests.addressing import Role, World
from tests.clients import signed_in
from tests.cms.pages.editing import content, draft_of, edit_address, sent, text_block
from tests.cms.pages.factories import make_course

pytestmark = pytest.mark.django_db


@pytest.fixture
def lesson(world: World) -> LessonPage:
    course = make_course(organisation=world.institute, rich=False, questions=[], publish=False)
    found: LessonPage = LessonPage.objects.descendant_of(course).get()
    found.save_revision()
    return found


@pytest.fixture
def ana(world: World, lesson: LessonPage) -> Client:
    return signed_in(world.member(Role.AUTHOR))


@pytest.fixture
def luis(world: World, lesson: LessonPage) -> Client:
    return signed_in(world.member(Role.INSTITUTE_ADMIN))


def as_opened(lesson: LessonPage) -> dict[str, str]:
    """What the form remembers of the version that its author saw."""
    latest = LessonPage.objects.get(pk=lesson.pk).latest_revision
    return {"loaded_revision_id": str(latest.pk), "loaded_revision_created_at": latest.created_at.isoformat()}


def saves(client: Client, lesson: LessonPage, text: str, opened: dict[str, str], **headers: Any) -> Any:
    return client.post(
        edit_address(lesson), sent(lesson, text_block(content(text)), **opened), follow=not headers, headers=headers
    )


def test_the_second_is_told_and_shown_both(ana: Client, luis: Client, lesson: LessonPage) -> None:
    opened = as_opened(lesson)
    saves(ana, lesson, "Lo que escribió Ana", opened)
    first = draft_of(lesson).latest_revision
    answer = saves(luis, lesson, "Lo que escribió Luis", opened).content.decode()
    second = draft_of(lesson).latest_revision
    assert "Mientras usted escribía" in answer
    compare = reverse("wagtailadmin_pages:revisions_compare", args=[lesson.pk, first.pk, second.pk])
    assert compare in answer
    shown = luis.get(compare).content.decode()
    assert "Ana" in shown
    assert "Luis" in shown
    assert first.pk != second.pk
    assert "Ana" in str(lesson.revisions.get(pk=first.pk).as_object().body.get_prep_value())


def test_who_saves_what_nobody_else_touched_is_told_nothing(ana: Client, lesson: LessonPage) -> None:
    for text in ("Una", "Otra"):
        assert "Mientras usted escribía" not in saves(ana, lesson, text, as_opened(lesson)).content.decode()


def test_an_automatic_save_never_replaces_what_another_saved(ana: Client, luis: Client, lesson: LessonPage) -> None:
    opened = as_opened(lesson)
    saves(ana, lesson, "Lo que escribió Ana", opened)
    answer = saves(luis, lesson, "Lo que escribió Luis", opened, accept="application/json")
    assert answer.status_code == 400
    assert answer.json()["error_message"].startswith("Hay una versión más nueva.")
    assert "Ana" in str(draft_of(lesson).body.get_prep_value())


def test_nor_does_a_save_over_ones_own_automatic_version(ana: Client, luis: Client, lesson: LessonPage) -> None:
    """Ana's automatic version is not the latest any more: she keeps her text, reads why, and saves again."""
    saves(ana, lesson, "Lo que escribió Ana", as_opened(lesson))
    automatic = {"overwrite_revision_id": str(draft_of(lesson).latest_revision.pk)}
    saves(luis, lesson, "Lo que escribió Luis", as_opened(lesson))
    answer = saves(ana, lesson, "Ana sigue escribiendo", automatic).content.decode()
    assert "guarde de nuevo" in answer
    assert "Ana sigue escribiendo" in answer
    assert "Luis" in str(draft_of(lesson).body.get_prep_value())
