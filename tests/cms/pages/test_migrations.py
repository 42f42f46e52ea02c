"""Drafts written before a change of the blocks are read after it."""

from importlib import import_module

import pytest

from cms.pages.models import LessonPage
from tests.cms.pages.factories import make_course

pytestmark = pytest.mark.django_db
HoldHtml = import_module("cms.pages.migrations.0003_text_blocks_hold_their_html").HoldHtml


@pytest.mark.parametrize("stored", ["<p>Hola</p>", {"html": "<p>Hola</p>"}])
def test_a_bare_text_becomes_a_structure_once(stored: object) -> None:
    assert HoldHtml().apply(stored) == {"html": "<p>Hola</p>"}


def test_what_the_migration_leaves_is_what_the_editor_reads() -> None:
    make_course(rich=False, questions=[], publish=False)
    lesson = LessonPage.objects.get()
    lesson.body = LessonPage._meta.get_field("body").stream_block.to_python(
        [{"type": "text", "id": "5f0c8a4e-6a1f-4c56-9a9a-0a3a3a6d1c11", "value": HoldHtml().apply("<p>Hola</p>")}]
    )
    lesson.save()
    assert LessonPage.objects.get().body[0].value["html"].source == "<p>Hola</p>"
