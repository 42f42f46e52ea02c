"""Titles that nobody translated stand in Spanish, marked and in words, wherever a learner sees them."""

from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from courses.editions.models import Edition, Lesson
from courses.editions.operations import store_edition
from courses.editions.templatetags.edition_tags import titled
from courses.editions.titles import Title, title_in
from courses.study.operations import enrol
from tests.accounts.factories import TeacherFactory
from tests.clients import signed_in
from tests.courses.assessment.factories import NOON
from tests.courses.editions.factories import make_document
from tests.institutes.factories import InstituteFactory

NOTE = '<span class="untranslated">(Español, sin traducir)</span>'
TITLE, LESSON = "[pendiente] Wixárika", "[pendiente] t+ri"


def test_a_title_names_its_language_and_whether_it_is_the_one_wanted() -> None:
    texts = {"es-mx": "Uno", "hch": "ɨ"}
    assert title_in(texts, "hch", "es-mx") == Title("ɨ", "hch", "hch")
    assert title_in({"es-mx": "Uno", "hch": ""}, "hch", "es-mx").is_untranslated
    assert not title_in(texts, "es-mx", "hch").is_untranslated
    assert not title_in(None, "hch", "es-mx").is_untranslated, "what says nothing lacks nothing"


def test_words_are_in_the_language_of_the_page_and_the_title_in_its_own() -> None:
    with override("es-mx"):
        assert titled(Title("Uno", "es-mx", "es-mx")) == "Uno"
        assert titled(Title("<b>", "hch", "hch")) == '<span lang="hch">&lt;b&gt;</span>'
        assert titled(Title("Uno", "es-mx", "hch")) == f"Uno {NOTE}"
        assert "(Wixárika, sin traducir)" in titled(Title("ɨ", "hch", "es-mx"))


@pytest.fixture
def edition(db: None) -> Edition:
    """The course's title and its first lesson are translated; its module and its second lesson are not."""
    institute = InstituteFactory.create()
    document, keys = make_document(
        lessons=2, organisation=institute.code, languages=["es-mx", "hch"],
        title={"es-mx": "Evaluación formativa", "hch": TITLE},
    )  # fmt: skip
    document["modules"][0]["lessons"][0]["title"]["hch"] = LESSON
    return store_edition(document, keys, {}, organisation=institute, actor=None, at=NOON)


def test_each_lesson_of_an_edition_keeps_the_language_of_its_titles(edition: Edition) -> None:
    rows = Lesson.objects.filter(edition=edition).order_by("language", "position")
    assert list(rows.values_list("language", "title_language", "module_title_language")) == [
        ("es-mx", "", ""), ("es-mx", "", ""), ("hch", "", "es-mx"), ("hch", "es-mx", "es-mx"),
    ]  # fmt: skip


def reading(client: Client) -> Client:
    client.cookies[settings.CONTENT_LANGUAGE_COOKIE_NAME] = "hch"
    return client


def test_the_course_is_shown_in_the_language_chosen_for_lessons(edition: Edition) -> None:
    page = reading(Client()).get(reverse("course", args=[edition.course.slug])).content.decode()
    assert f'<h1><span lang="hch">{TITLE}</span></h1>' in page
    assert f"Un taller para aprender de la práctica. {NOTE}" in page
    assert f'<span lang="hch">{LESSON}</span>' in page
    assert f"Lección 2 {NOTE}" in page
    assert f"1. Primer módulo {NOTE}" in page


def test_in_its_own_language_nothing_is_marked(edition: Edition) -> None:
    page = Client().get(reverse("course", args=[edition.course.slug])).content.decode()
    assert "<h1>Evaluación formativa</h1>" in page
    assert "untranslated" not in page


@pytest.mark.parametrize("name", ["lesson", "study_summary", "my_place", "edition", "edition_lesson", "study_paper"])
def test_titles_say_so_on_every_page_of_a_learner(edition: Edition, name: str) -> None:
    own = enrol(teacher=TeacherFactory.create(), edition=edition, cohort=None, at=NOON)
    second = Lesson.objects.get(edition=edition, language="hch", position=2)
    signed = reading(signed_in(own.teacher))
    signed.post(reverse("lesson_finish", args=[own.uid, Lesson.objects.filter(edition=edition).first().uid]))  # type: ignore[union-attr]
    arguments: dict[str, list[Any]] = {
        "lesson": [own.uid, second.uid],
        "my_place": [],
        "edition": [edition.course.slug, edition.number],
        "edition_lesson": [edition.course.slug, edition.number, second.uid],
    }
    page = signed.get(reverse(name, args=arguments.get(name, [own.uid]))).content.decode()
    assert f"Lección 2 {NOTE}" in page
    if name == "lesson":
        assert f"<h1>Lección 2 {NOTE}</h1>" in page
        assert f"1. Primer módulo {NOTE}" in page, "the list of lessons says it as well"
        assert f'<span lang="hch">{LESSON}</span></span>' in page, "the way to the lesson before is translated"
