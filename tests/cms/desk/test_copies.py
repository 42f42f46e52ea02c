"""The copy of a course or a part of it has the reviewed translations of the original."""

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from cms.desk.operations import About, record_translation
from cms.desk.selectors import course_in
from cms.pages import outlining
from cms.pages.models import CoursePage, LessonPage
from cms.translation.models import Translation
from cms.translation.standing import MISSING, REVIEWED, STALE
from tests.cms.desk.factories import HCH, NOON, Desk, make_desk
from tests.foundation.test_sound import webm

pytestmark = pytest.mark.django_db
LESSON, TEXT, PROMPT = "Lección 1", "<p>Lección 1</p>", "Pregunta de tipo single"


@pytest.fixture
def desk() -> Desk:
    """A lesson with its title, its text, a question and an option of it in Wixárika, reviewed; its module waits."""
    made = make_desk(title="Evaluación formativa", questions=("single",))
    texts = [unit for _part, unit in made.now().units.values()]
    for unit in texts:
        if unit.source in (LESSON, TEXT, "La correcta") or PROMPT in unit.source or unit.source == made.course.title:
            made.approve(made.translate("[pendiente] ɨ", of=unit.source))
    made.translate("[pendiente] ʉ", of="Módulo 1")
    return made


def states(course: CoursePage, source: str) -> list[str]:
    """How each text with these words stands."""
    found = course_in(CoursePage.objects.get(pk=course.pk), HCH)
    return [found.by_unit[key].state for key, (_part, unit) in found.units.items() if unit.source == source]


def test_a_lesson_copied_in_its_course_is_translated_but_for_its_new_title(desk: Desk) -> None:
    lesson = LessonPage.objects.descendant_of(desk.course).get()
    before = states(desk.course, "La correcta")
    outlining.duplicate_part(actor=desk.translator, course=desk.course, part=lesson, at=NOON)
    assert states(desk.course, TEXT) == [REVIEWED, REVIEWED]
    assert states(desk.course, "La correcta") == [*before, *before]
    assert REVIEWED in before
    assert states(desk.course, f"{LESSON} (copia)") == [STALE]
    copied = Translation.objects.filter(source=TEXT).order_by("pk").last()
    assert copied is not None
    assert (copied.translator, copied.reviewer, copied.translated_at) == (desk.translator, desk.reviewer, NOON)


def test_what_waits_and_what_is_a_voice_stay_where_they_are(desk: Desk) -> None:
    desk.course.spoken_translations = True
    desk.course.save_revision()
    lesson = LessonPage.objects.descendant_of(desk.course).get()
    voice = SimpleUploadedFile("voz.webm", webm(0, 2000), content_type="audio/webm")
    said = record_translation(
        actor=desk.translator, course=desk.course, language=HCH, part_uid=str(lesson.translation_key), upload=voice,
        uid=uuid4(), about=About(), at=NOON,
    )  # fmt: skip
    desk.approve(said)
    module = lesson.get_parent().specific
    outlining.duplicate_part(actor=desk.translator, course=desk.course, part=module, at=NOON)
    assert Translation.objects.exclude(recording="").count() == 1
    assert states(desk.course, "Módulo 1 (copia)") == [MISSING]
    assert states(desk.course, TEXT) == [REVIEWED, REVIEWED]


def test_a_course_copied_in_the_cms_has_translations_of_its_own(desk: Desk, client: Client) -> None:
    client.force_login(desk.translator)
    parent = desk.course.get_parent()
    answer = client.post(
        reverse("wagtailadmin_pages:copy", args=[desk.course.pk]),
        {"new_title": desk.course.title, "new_slug": "otro", "new_parent_page": parent.pk, "copy_subpages": "on"},
    )
    assert answer.status_code == 302
    copy = CoursePage.objects.get(slug="otro")
    assert copy.translation_key != desk.course.translation_key
    for source in (TEXT, LESSON, desk.course.title):
        assert set(states(copy, source)) == {REVIEWED}, source
    assert states(copy, "Módulo 1") == [MISSING]
    Translation.objects.filter(course_uid=copy.translation_key).delete()
    assert states(desk.course, TEXT) == [REVIEWED], "the original keeps its own"


def test_a_copy_of_what_nobody_translated_asks_for_nothing(desk: Desk) -> None:
    Translation.objects.all().delete()
    lesson = LessonPage.objects.descendant_of(desk.course).get()
    outlining.duplicate_part(actor=desk.translator, course=desk.course, part=lesson, at=NOON)
    assert not Translation.objects.exists()
    assert Page.objects.descendant_of(desk.course).count() == 3
