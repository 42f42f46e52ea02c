"""Whatever somebody sends as a lesson: what is kept, shown, compiled and served is words, and nothing is lost."""

import json
import re
import uuid
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cms.pages.html import clean_html, plain
from cms.pages.models import CoursePage, LessonPage
from cms.pages.operations import ensure_home
from cms.pages.source import compile_lesson
from foundation.text import harmless
from tests.addressing import Role, World
from tests.clients import signed_in
from tests.cms.pages.editing import content, draft_of, edit_address, image_block, linked, sent, text_block
from tests.cms.pages.factories import make_course, make_image

pytestmark = pytest.mark.django_db
ATTACKS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<iframe src=//evil></iframe>",
    "<p style='background:url(javascript:alert(1))'>x</p>",
    "<object data=data:text/html,x></object>",
    "<base href=//evil>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<a href=java&#x09;script:alert(1)>x</a>",
    "<a href='vbscript:x'>x</a>",
    "<form action=//evil><input name=q></form>",
    "<meta http-equiv=refresh content=0>",
    "<embed embedtype='image' id='1' src='javascript:alert(1)'/>",
    "<noscript><p title='</noscript><img src=x onerror=1>'>",
    "<a linktype='page' id='1' onclick='alert(1)'>x</a>",
    "<details open ontoggle=alert(1)>",
    "<link rel=stylesheet href=//e>",
]
ADDRESSES = ["javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:alert(1)", "java\tscript:alert(1)",
             "data:text/html;base64,PHNjcmlwdD4=", "vbscript:msgbox(1)", "\x01javascript:alert(1)"]  # fmt: skip
FORBIDDEN = (
    "<script",
    "<iframe",
    "<svg",
    "<object",
    "<embed",
    "<img",
    "<style",
    "<form",
    "<input",
    "<meta",
    "<base",
    "<link",
    "<math",
    "<details",
    "onerror=",
    "onload=",
    'href="javascript',
    'href="data:',
    'href="vbscript',
)


@pytest.fixture
def lesson(world: World) -> LessonPage:
    course = make_course(organisation=world.institute, rich=False, questions=[], publish=False)
    found: LessonPage = LessonPage.objects.descendant_of(course).get()
    return found


@pytest.fixture
def author(world: World, lesson: LessonPage) -> Client:
    return signed_in(world.member(Role.AUTHOR), raise_request_exception=False)


def everything_of(lesson: LessonPage, author: Client) -> str:
    """The lesson's own words wherever they come out: compiled, in the preview's block and on the review page."""
    document, _files = compile_lesson(draft_of(lesson))
    course = CoursePage.objects.ancestor_of(lesson).get()
    page = author.get(reverse("course_review_lesson", args=[course.pk, lesson.pk])).content.decode()
    shown = "".join(re.findall(r'<div class="draft-text">(.*?)</div>\s*<div class="draft-talk">', page, re.DOTALL))
    assert shown
    return json.dumps(document, ensure_ascii=False) + shown


def text_of(lesson: LessonPage) -> str:
    """What is stored of the first text."""
    return str(draft_of(lesson).body.get_prep_value()[0]["value"]["html"])


def test_markup_typed_into_the_editor_stays_words(author: Client, lesson: LessonPage) -> None:
    answer = author.post(edit_address(lesson), sent(lesson, text_block(content(*ATTACKS))))
    assert answer.status_code == 302
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text_of(lesson)
    found = everything_of(lesson, author).casefold()
    assert not [word for word in FORBIDDEN if word.startswith("<") and word in found]


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_link_leads_to_the_web_or_nowhere(address: str, author: Client, lesson: LessonPage) -> None:
    assert author.post(edit_address(lesson), sent(lesson, text_block(linked("aquí", url=address)))).status_code == 302
    found = everything_of(lesson, author).casefold()
    assert "aquí" in found
    assert "script:" not in found
    assert "data:text" not in found


@pytest.mark.parametrize("kind", ["IMAGE", "EMBED", "DOCUMENT", "SCRIPT", "", None, 7, {"a": 1}])
def test_an_entity_that_the_editor_does_not_offer_is_left_out(kind: Any, author: Client, lesson: LessonPage) -> None:
    raw = linked("texto", kind=kind, id=1, url="javascript:alert(1)", src="//evil", html="<script>")
    assert author.post(edit_address(lesson), sent(lesson, text_block(raw))).status_code == 302
    assert "texto" in text_of(lesson)
    found = everything_of(lesson, author).casefold()
    assert not [word for word in FORBIDDEN if word in found]


MALFORMED = [
    "",
    "null",
    "[]",
    "7",
    '"hola"',
    "{}",
    '{"blocks": 7}',
    '{"blocks": [7]}',
    '{"blocks": [{}], "entityMap": {}}',
    "hola",
    '{"blocks": [{"text": "hola"',
    "<p>hola</p><script>alert(1)</script>",
    "[" * 20_000,
    content("a", entityMap=7),
    '{"entityMap": {}, "blocks": [{"key": "a", "text": "hola", "type": "none-such", "depth": 0}]}',
    content("hola").replace('"depth": 0', '"depth": 900'),
    content("hola").replace('"entityRanges": []', '"entityRanges": [{}]'),
    content("hola").replace(
        '"inlineStyleRanges": []', '"inlineStyleRanges": [{"offset": -5, "length": 900, "style": "X"}]'
    ),
]


@pytest.mark.parametrize("raw", MALFORMED, ids=range(len(MALFORMED)))
def test_what_is_no_rich_text_is_no_error_and_keeps_its_words(raw: str, author: Client, lesson: LessonPage) -> None:
    answer = author.post(edit_address(lesson), sent(lesson, text_block(raw)))
    assert answer.status_code in (200, 302)
    if "hola" in raw and answer.status_code == 302:
        assert "hola" in text_of(lesson)
    assert not [word for word in FORBIDDEN if word in everything_of(lesson, author).casefold()]


def test_characters_that_nobody_types_are_left_out(author: Client, lesson: LessonPage) -> None:
    odd = "an\\u0000tes \\ud800 \\u202etexto\\u2066 fin \\u0007"
    raw = content("x").replace('"x"', f'"{odd}"')
    form = sent(lesson, text_block(raw)) | {"title": "Le\u202ección\u200b \x07uno"}
    assert author.post(edit_address(lesson), form).status_code == 302
    assert text_of(lesson) == f'<p data-block-key="k0">{"antes  texto fin "}</p>' or "antes" in text_of(lesson)
    draft = draft_of(lesson)
    assert draft.title == "Lección\u200b uno"
    assert harmless(text_of(lesson)) == text_of(lesson)


@pytest.mark.parametrize("title", ["\u202e\u2066", "\x07", "   "])
def test_a_title_of_nothing_visible_is_asked_for_again(title: str, author: Client, lesson: LessonPage) -> None:
    answer = author.post(edit_address(lesson), sent(lesson, text_block(content("hola"))) | {"title": title})
    assert answer.status_code == 200
    assert draft_of(lesson).title == lesson.title


def test_ten_megabytes_of_title_are_refused(author: Client, lesson: LessonPage) -> None:
    answer = author.post(edit_address(lesson), sent(lesson, text_block(content("hola"))) | {"title": "x" * 10_000_000})
    assert answer.status_code in (400, 413)
    assert draft_of(lesson).title == lesson.title


@pytest.mark.parametrize("title", ["a" * 300, "😀" * 5_000])
def test_a_long_title_is_an_error_of_the_form(title: str, author: Client, lesson: LessonPage) -> None:
    assert (
        author.post(edit_address(lesson), sent(lesson, text_block(content("hola"))) | {"title": title}).status_code
        == 200
    )


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("body-count", "-1"),
        ("body-count", "999999999"),
        ("body-count", "x"),
        ("body-count", ""),
        ("body-0-order", "x"),
        ("body-0-order", "9" * 400),
        ("body-count", "٣"),
        ("comments-TOTAL_FORMS", "-5"),
        ("comments-TOTAL_FORMS", "1e9"),
    ],
)
def test_a_count_that_is_none_changes_nothing(name: str, value: str, author: Client, lesson: LessonPage) -> None:
    before = draft_of(lesson).body.get_prep_value()
    form = sent(lesson, text_block(content("otra"))) | {name: value}
    assert author.post(edit_address(lesson), form).status_code == 400
    assert draft_of(lesson).body.get_prep_value() == before


@pytest.mark.parametrize("missing", ["body-count", "body-0-type", "body-0-order", "body-0-deleted", "title", "slug"])
def test_a_form_without_one_of_its_parts_changes_nothing(missing: str, author: Client, lesson: LessonPage) -> None:
    before = draft_of(lesson).body.get_prep_value()
    form = sent(lesson, text_block(content("otra")))
    form.pop(missing)
    answer = author.post(edit_address(lesson), form)
    assert answer.status_code in (200, 302, 400)
    now = draft_of(lesson).body.get_prep_value()
    assert now == before or "otra" in json.dumps(now)


@pytest.mark.parametrize("given_ids", [("x", "x"), ("", ""), ("7", "<script>"), ("a" * 900, "null"), (None, None)])
def test_identifiers_come_out_unique_and_stay(given_ids: tuple[Any, Any], author: Client, lesson: LessonPage) -> None:
    blocks = [text_block(content(f"n{number}"), number, uid or "") for number, uid in enumerate(given_ids)]
    assert author.post(edit_address(lesson), sent(lesson, *blocks)).status_code == 302
    found = [block["id"] for block in draft_of(lesson).body.get_prep_value()]
    assert len({uuid.UUID(identifier) for identifier in found}) == 2
    again = [text_block(content(f"m{number}"), number, uid) for number, uid in enumerate(found)]
    author.post(edit_address(lesson), sent(lesson, *again))
    assert [block["id"] for block in draft_of(lesson).body.get_prep_value()] == found


def test_the_same_identifier_twice_is_given_once(author: Client, lesson: LessonPage) -> None:
    same = str(uuid.uuid4())
    blocks = [text_block(content(f"n{number}"), number, same) for number in range(3)]
    author.post(edit_address(lesson), sent(lesson, *blocks))
    found = [block["id"] for block in draft_of(lesson).body.get_prep_value()]
    assert found[0] == same
    assert len(set(found)) == 3


@pytest.mark.parametrize("door", ["edit", "preview"])
def test_nobody_takes_another_institutes_picture_by_its_number(
    door: str, author: Client, lesson: LessonPage, world: World
) -> None:
    from cms.pages.operations import collection_of

    foreign = make_image("Imagen ajena")
    foreign.collection = collection_of(world.other_institute)
    foreign.save()
    address = edit_address(lesson) + ("preview/" if door == "preview" else "")
    answer = author.post(address, sent(lesson, image_block(foreign)))
    if door == "preview":
        assert answer.json()["is_valid"] is False
    else:
        assert "otra instituci" in answer.content.decode()
    assert str(foreign.file.name) not in everything_of(lesson, author)
    own = make_image("Imagen propia")
    own.collection = collection_of(world.institute)
    own.save()
    assert author.post(edit_address(lesson), sent(lesson, image_block(own))).status_code == 302


def test_nobody_links_to_another_institutes_draft(author: Client, lesson: LessonPage, world: World) -> None:
    foreign = make_course(organisation=world.other_institute, slug="proyecto-reservado", rich=False, publish=False)
    answer = author.post(edit_address(lesson), sent(lesson, text_block(linked("aquí", id=foreign.pk, parentId=1))))
    assert answer.status_code == 200
    assert "proyecto-reservado" not in everything_of(lesson, author)


def test_what_stands_in_the_lesson_already_may_stay(author: Client, lesson: LessonPage) -> None:
    """The state may have put a picture of its own there; its authors go on writing all the same."""
    image = make_image("De la autoridad")
    lesson.body = [("image", {"image": image, "alt": "Un patio", "decorative": False, "caption": "", "credit": {}})]
    lesson.save_revision()
    assert author.post(edit_address(lesson), sent(lesson, image_block(image))).status_code == 302


hostile = st.one_of(st.sampled_from(ATTACKS), st.text(max_size=60), st.from_regex(r"<[a-z]{1,8} [a-z]{1,9}=.{1,20}>"))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(parts=st.lists(hostile, min_size=1, max_size=6), title=st.text(max_size=40))
def test_what_was_stored_by_any_other_door_comes_out_clean(parts: list[str], title: str) -> None:
    """A script, an old revision, a copy, a translation: the compiler trusts none of them."""
    page = LessonPage(title=title, minutes=5, locale=ensure_home().locale)
    page.body = json.dumps([{"type": "text", "id": str(uuid.uuid4()), "value": {"html": "".join(parts)}}])
    document, _files = compile_lesson(page)
    html = document["blocks"][0]["html"]["es-mx"]
    assert not [word for word in FORBIDDEN if word.startswith("<") and word in html.casefold()]
    assert clean_html(html) == html
    assert harmless(html) == html
    assert harmless(document["title"]["es-mx"]) == document["title"]["es-mx"]


@given(st.text())
def test_harmless_text_is_left_alone_and_twice_is_once(text: str) -> None:
    once = harmless(text)
    assert harmless(once) == once
    assert once.encode("utf-8").decode("utf-8") == once
    assert not set(once) & set("\0\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
    assert harmless("Wixárika ʉ ɨ ꞌ ʼ ñ ü 👩‍🏫\n\ttab") == "Wixárika ʉ ɨ ꞌ ʼ ñ ü 👩‍🏫\n\ttab"


def test_plain_words_are_harmless_and_composed() -> None:
    assert plain(" Le\u202ección \0") == "Lección"
