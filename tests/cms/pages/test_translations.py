"""A course copied into another locale is the same course: its published texts join the document."""

import pytest
from django.db.models import Model
from wagtail.models import Locale, Page

from cms.pages.models import CourseCredit, CoursePage, LessonPage
from cms.pages.source import compile_course
from courses.editions.models import Course
from tests.cms.pages.factories import make_course

pytestmark = pytest.mark.django_db


@pytest.fixture
def course() -> CoursePage:
    return make_course(rich=False, questions=["single", "matching"])


def translated(course: CoursePage) -> CoursePage:
    locale = Locale.objects.create(language_code="hch")
    for page in [*course.get_ancestors().filter(depth__gt=1), course, *course.get_descendants()]:
        page.specific.copy_for_translation(locale, copy_parents=True) if not _copied(page, locale) else None
    return course.get_translation(locale).specific  # type: ignore[no-any-return]


def _copied(page: Page, locale: Model) -> bool:
    return page.has_translation(locale)  # type: ignore[no-any-return]


def texts_of(course: CoursePage) -> dict[str, str]:
    return compile_course(course).document["modules"][0]["lessons"][0]["title"]  # type: ignore[no-any-return]


def test_an_unpublished_translation_changes_nothing(course: CoursePage) -> None:
    before = compile_course(course).document
    translated(course)
    assert compile_course(course).document == before


def test_a_published_translation_adds_its_own_texts_and_only_those(course: CoursePage) -> None:
    before = compile_course(course)
    copy = translated(course)
    lesson = LessonPage.objects.descendant_of(copy).get()
    lesson.title = "Título en la otra lengua"
    lesson.body[1].value["options"][0]["text"] = "Opción en la otra lengua"
    lesson.save_revision()
    copy.save_revision().publish()
    after = compile_course(course)
    assert after.document["course"]["languages"] == ["es-mx", "hch"]
    assert texts_of(course) == {"es-mx": "Lección 1", "hch": "Título en la otra lengua"}
    made = after.document["modules"][0]["lessons"][0]
    assert made["blocks"][1]["options"][0]["text"]["hch"] == "Opción en la otra lengua"
    assert "hch" not in made["blocks"][1]["options"][1]["text"]
    assert after.keys.keys() == before.keys.keys()
    assert compile_course(copy).document == after.document


def test_publishing_a_translation_is_news_of_the_original(course: CoursePage) -> None:
    from cms.pages.signals import course_published

    heard: list[CoursePage] = []

    def hear(page: CoursePage, **_kwargs: object) -> None:
        heard.append(page)

    copy = translated(course)
    course_published.connect(hear)
    try:
        copy.save_revision().publish()
    finally:
        course_published.disconnect(hear)
    assert [page.pk for page in heard] == [course.pk]


def test_a_course_authored_in_wixarika_stays_the_source_of_its_spanish_translation() -> None:
    hch, spanish = Locale.objects.create(language_code="hch"), Locale.objects.get(language_code="es-mx")
    course = make_course(rich=False, questions=["single"], title="tɨri", publish=False)
    Page.objects.descendant_of(course, inclusive=True).update(locale=hch)
    course = CoursePage.objects.get(pk=course.pk)
    course.get_latest_revision().publish()
    assert compile_course(course).document["course"]["languages"] == ["hch"]
    for page in [course, *course.get_descendants()]:
        page.specific.copy_for_translation(spanish)
    copy = CoursePage.objects.get(translation_key=course.translation_key, locale=spanish)
    copy.title = "Lengua propia"
    copy.save_revision().publish()
    document = compile_course(copy).document
    assert (document["course"]["source_language"], document["course"]["languages"]) == ("hch", ["hch", "es-mx"])
    assert document["course"]["title"] == {"hch": "tɨri", "es-mx": "Lengua propia"}
    edition = Course.objects.get(pk=course.translation_key).latest
    assert edition is not None
    assert (edition.number, edition.source_language, edition.title) == (2, "hch", "tɨri")


def test_what_an_editor_changed_on_the_page_in_hand_goes_live_too(course: CoursePage) -> None:
    """Wagtail's editor publishes the very page that its form has just changed."""
    copy = translated(course)
    copy.title, copy.summary = "Otro título", "Otro resumen"
    copy.credits.add(CourseCredit(person="Lupita", role="Traducción"))
    copy.save_revision().publish()
    stored = CoursePage.objects.get(pk=copy.pk)
    assert (stored.title, stored.summary, stored.live) == ("Otro título", "Otro resumen", True)
    assert stored.credits.filter(person="Lupita").exists()
    assert compile_course(course).document["course"]["title"]["hch"] == "Otro título"
