"""What teachers get to see: safe, accessible, and without keys."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cms.pages.html import clean_html
from cms.pages.models import CoursePage, LessonPage
from cms.pages.rendering import in_language, lesson_html, places_in, questions_html, with_arranged
from cms.pages.source import compile_course
from tests.accounts.factories import UserFactory
from tests.cms.pages.factories import KINDS, make_course, pool_value
from tests.institutes.factories import give_second_factor

pytestmark = pytest.mark.django_db
HOSTILE = (
    '<p onclick="x()" style="color:red">Hola<script>alert(1)</script><img src=x onerror=alert(1)>'
    '<a href="javascript:alert(1)">a</a><a href="data:text/html,x">b</a><a href="https://jalisco.gob.mx">c</a>'
    "<iframe src=//evil></iframe><svg onload=alert(1)></svg></p>"
)


@pytest.fixture
def course() -> CoursePage:
    return make_course()


@pytest.fixture
def lesson(course: CoursePage) -> dict[str, Any]:
    return compile_course(course).document["modules"][0]["lessons"][0]  # type: ignore[no-any-return]


def html_of(lesson: dict[str, Any], language: str = "es-mx") -> str:
    return lesson_html(lesson, language=language, asset_url=lambda digest: f"/media/{digest}")


def question(lesson: dict[str, Any], kind: str) -> dict[str, Any]:
    return next(block for block in lesson["blocks"] if block.get("kind") == kind)


def test_a_video_brings_its_captions_in_each_language(lesson: dict[str, Any]) -> None:
    video = next(block for block in lesson["blocks"] if block["type"] == "video")
    video["captions"] += [{"uid": "x", "language": "hch", "asset": "f" * 64}]
    html = html_of({**lesson, "blocks": [video]})
    first, second = re.findall(r"<track [^>]*>", html)
    assert f'src="/media/{video["captions"][0]["asset"]}" srclang="es-mx" label="Español' in first
    assert first.endswith("default>")
    assert 'srclang="hch"' in second
    assert "default" not in second


def test_hostile_html_is_reduced_to_its_words() -> None:
    clean = clean_html(HOSTILE)
    for word in ("script", "onclick", "onerror", "onload", "style", "javascript:", "data:", "iframe", "svg", "img"):
        assert word not in clean
    assert 'href="https://jalisco.gob.mx"' in clean


def test_words_of_authors_never_become_tags(lesson: dict[str, Any]) -> None:
    attack = '"><script>alert(1)</script>'
    for block in lesson["blocks"]:
        for name in ("text", "title", "alt", "caption", "term", "definition", "unit"):
            if name in block:
                block[name] = {"es-mx": attack}
        for option in block.get("options", []) + block.get("matches", []):
            option["text"] = {"es-mx": attack}
        for name in ("html", "prompt", "transcript"):
            if name in block:
                block[name] = {"es-mx": HOSTILE}
    html = html_of(lesson)
    assert "<script" not in html
    assert "onerror" not in html


def test_every_input_belongs_to_the_form_of_the_lesson(lesson: dict[str, Any]) -> None:
    controls = re.findall(r"<(?:input|select|textarea)\b[^>]*>", html_of(lesson))
    assert len(controls) == 2 + 3 + 2 + 1 + 1 + 4 + 3 + 2 + 3 + 1
    assert all('form="answers"' in control and 'name="q-' in control for control in controls)


def test_names_follow_the_contract(lesson: dict[str, Any]) -> None:
    html = html_of(lesson)
    for kind in ("single", "multiple", "true_false", "numeric", "short_text", "rating", "open"):
        assert f'name="q-{question(lesson, kind)["uid"]}"' in html
    for kind in ("ordering", "matching"):
        asked = question(lesson, kind)
        for option in asked["options"]:
            assert f'name="q-{asked["uid"]}-{option["uid"]}"' in html
    cloze = question(lesson, "cloze")
    for gap in cloze["gaps"]:
        assert f'name="q-{cloze["uid"]}-{gap["uid"]}"' in html


def test_every_control_has_a_label_and_every_image_a_text(lesson: dict[str, Any]) -> None:
    html = html_of(lesson)
    for control_id in re.findall(r'<(?:select|textarea|input type="text") id="([^"]+)"', html):
        assert f'for="{control_id}"' in html
    assert 'alt="Un rincón de lectura"' in html
    assert html.count("<legend") == html.count("<fieldset") == len(KINDS)
    assert "<legend><p>" not in html


def test_no_answer_leaves_with_a_lesson(lesson: dict[str, Any]) -> None:
    html = html_of(lesson)
    assert "checked" not in html
    assert "Lea de nuevo" not in html
    assert "Así se explica" not in html


def test_what_is_not_translated_is_shown_in_spanish_and_says_so(lesson: dict[str, Any]) -> None:
    lesson["blocks"][0]["text"]["hch"] = "Título de prueba en otro idioma"
    html = html_of(lesson, "hch")
    assert "Título de prueba en otro idioma" in html
    assert '<div class="prose" lang="es-mx">' in html
    assert in_language({"es-mx": "hola"}, "hch").foreign


def test_a_gap_stands_in_its_place_and_says_which_one_it_is(lesson: dict[str, Any]) -> None:
    html = html_of(lesson)
    text = html[html.index("Evaluar para ") : html.index("mirar antes de")]
    assert "<input" in text
    assert "Espacio 1 de 2" in text
    assert "[[" not in html


def test_a_hint_is_folded_under_its_question(lesson: dict[str, Any]) -> None:
    assert "<details" not in questions_html([question(lesson, "single")], language="es-mx")
    hinted = {**question(lesson, "single"), "hint": {"es-mx": "<p>Piense en su grupo.</p>"}}
    html = questions_html([hinted], language="es-mx")
    assert re.search(r"<details[^>]*>.*Piense en su grupo", html, re.DOTALL)


def test_stored_html_keeps_a_place_for_what_each_attempt_shows_in_its_own_way() -> None:
    course = make_course(pools=[pool_value()])
    lesson = compile_course(course).document["modules"][0]["lessons"][0]
    pool, shuffled = lesson["blocks"][-1], question(lesson, "single")
    shuffled["shuffle"] = True
    stored = lesson_html(lesson, language="es-mx", asset_url=str, stored=True)
    assert places_in(stored) == {pool["uid"], shuffled["uid"]}
    assert f'name="q-{shuffled["uid"]}"' not in stored
    assert all(asked["uid"] not in stored for asked in pool["questions"])
    assert with_arranged(stored, {pool["uid"]: "<p>aquí</p>"}).count("<p>aquí</p>") == 1


def test_authors_see_every_question_of_a_pool() -> None:
    lesson = compile_course(make_course(pools=[pool_value()])).document["modules"][0]["lessons"][0]
    html = html_of(lesson)
    assert all(f'name="q-{asked["uid"]}"' in html for asked in lesson["blocks"][-1]["questions"])


def test_the_preview_shows_an_unfinished_lesson(client: Client) -> None:
    course = make_course(publish=False)
    lesson = LessonPage.objects.descendant_of(course).get()
    for block in lesson.body:
        if block.block_type in ("image", "oral_practice"):
            block.value["alt" if block.block_type == "image" else "title"] = ""
        if block.block_type in ("formula", "embed", "gallery", "glossary_terms", "parallel", "table", "project"):
            block.value = block.block.get_default()
    lesson.save_revision()
    client.force_login(give_second_factor(UserFactory.create(is_superuser=True, is_staff=True)))
    page = client.get(reverse("wagtailadmin_pages:view_draft", args=[lesson.pk]))
    assert page.status_code == 200
    text = page.content.decode()
    assert "Evaluar para aprender" in text
    assert text.count('class="unfinished"') >= 3
