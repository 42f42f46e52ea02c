"""Whatever way a lesson comes about, its identifiers are given once and the document is always the same."""

import json
import unicodedata
import uuid
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cms.pages.models import InformationPage, LessonPage
from cms.pages.operations import ensure_home
from cms.pages.selectors import home_texts, information_pages
from cms.pages.source import compile_lesson
from cms.pages.source.questions import mixed
from foundation.text import harmless
from tests.cms.pages.factories import make_course, question_value

pytestmark = pytest.mark.django_db
words = st.text(min_size=1, max_size=40).filter(lambda text: text.strip() != "" and "\x00" not in text)


def raw_matching(pairs: list[tuple[str, str]]) -> list[dict[str, Any]]:
    """Stored data as a script might write it: without any identifier."""
    value = {**question_value("matching"), "points": "1"}
    value["pairs"] = [{"left": left, "right": right} for left, right in pairs]
    return [{"type": "question_matching", "value": value}]


def test_raw_data_without_identifiers_gets_them_on_saving_and_keeps_them() -> None:
    lesson = LessonPage.objects.descendant_of(make_course(rich=False, questions=[], publish=False)).get()
    lesson.body = json.dumps(raw_matching([("a", "b"), ("c", "d")]))
    lesson.save()
    once, twice = (compile_lesson(LessonPage.objects.get(pk=lesson.pk))[0] for _time in range(2))
    assert once == twice
    LessonPage.objects.get(pk=lesson.pk).save_revision()
    assert compile_lesson(LessonPage.objects.get(pk=lesson.pk).get_latest_revision_as_object())[0] == once


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(words, min_size=2, max_size=6), prompt=words)
def test_compiling_is_deterministic_composed_and_keeps_every_word(texts: list[str], prompt: str) -> None:
    page = LessonPage(title=prompt[:40], minutes=5, locale=ensure_home().locale)
    value = {**question_value("ordering"), "points": "1", "items": texts, "prompt": f"<p>{prompt}</p>"}
    page.body = json.dumps([{"type": "question_ordering", "id": str(uuid.uuid4()), "value": value}])
    first, second = compile_lesson(page)[0], compile_lesson(page)[0]
    serialised = json.dumps(first, ensure_ascii=False, sort_keys=True)
    assert serialised == json.dumps(second, ensure_ascii=False, sort_keys=True)
    assert serialised == unicodedata.normalize("NFC", serialised)
    options = first["blocks"][0]["options"]
    assert sorted(option["text"]["es-mx"] for option in options) == sorted(
        unicodedata.normalize("NFC", harmless(text)).strip() for text in texts
    )


@given(st.lists(st.uuids(), min_size=2, max_size=9, unique=True))
def test_mixing_keeps_every_option_and_never_the_order(identifiers: list[uuid.UUID]) -> None:
    options = [{"uid": str(identifier)} for identifier in identifiers]
    arranged = mixed(options)
    assert arranged != options
    assert sorted(option["uid"] for option in arranged) == sorted(option["uid"] for option in options)
    assert arranged == mixed(options)


def test_front_page_texts_come_from_the_cms_or_stay_empty() -> None:
    assert home_texts().title == ""
    home = ensure_home()
    home.hero_title = "Formación para docentes"
    home.save()
    assert home_texts("hch").title == "Formación para docentes"


def test_information_pages_are_public_under_their_language(client: Client) -> None:
    page = ensure_home().add_child(
        instance=InformationPage(title="El proyecto", slug="proyecto", intro="Qué es", body="<p>Cuatro hitos.</p>")
    )
    response = client.get("/es-mx/proyecto/")
    assert response.status_code == 200
    assert "Cuatro hitos." in response.content.decode()
    assert list(information_pages()) == [page]
