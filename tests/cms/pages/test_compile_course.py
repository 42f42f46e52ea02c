"""The source document: complete, valid against its schema, canonical, and without a single answer in it."""

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from cms.pages.models import CoursePage, LessonPage
from cms.pages.source import CompiledCourse, CourseIncomplete, compile_course
from tests.cms.pages.factories import KINDS, make_course

SCHEMA = json.loads((Path(__file__).parents[3] / "docs" / "edition-format.schema.json").read_text())
pytestmark = pytest.mark.django_db


@pytest.fixture
def course() -> CoursePage:
    return make_course(lessons=2)


@pytest.fixture
def compiled(course: CoursePage) -> CompiledCourse:
    return compile_course(course)


def blocks_of(compiled: CompiledCourse) -> list[dict[str, Any]]:
    lessons = (lesson for module in compiled.document["modules"] for lesson in module["lessons"])
    return [block for lesson in lessons for block in lesson["blocks"]]


def question(compiled: CompiledCourse, kind: str) -> dict[str, Any]:
    return next(block for block in blocks_of(compiled) if block.get("kind") == kind)


def test_document_follows_the_published_schema(compiled: CompiledCourse) -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    jsonschema.Draft202012Validator({**SCHEMA, "$ref": "#/$defs/document"}).validate(compiled.document)
    jsonschema.Draft202012Validator({**SCHEMA, "$ref": "#/$defs/keys"}).validate(compiled.keys)


def test_has_every_block_and_every_kind_of_question(compiled: CompiledCourse) -> None:
    types = {block["type"] for block in blocks_of(compiled)}
    assert types == {
        "heading", "text", "callout", "glossary", "glossary_terms", "parallel", "table", "formula", "image", "gallery",
        "audio", "video", "embed", "download", "evidence", "oral_practice", "project", "question",
    }  # fmt: skip
    assert {block["kind"] for block in blocks_of(compiled) if block["type"] == "question"} == set(KINDS)


def test_compiling_twice_gives_the_same_bytes(course: CoursePage, compiled: CompiledCourse) -> None:
    again = compile_course(CoursePage.objects.get(pk=course.pk))
    assert json.dumps(again.document) == json.dumps(compiled.document)
    assert again.keys == compiled.keys


def test_identifiers_survive_an_edit_of_the_words(course: CoursePage, compiled: CompiledCourse) -> None:
    lesson = LessonPage.objects.descendant_of(course).first()
    assert lesson is not None
    lesson.body[0].value["text"] = "Otro título"
    lesson.save_revision()
    again = compile_course(course)
    assert blocks_of(again)[0]["text"] == {"es-mx": "Otro título"}
    assert [block["uid"] for block in blocks_of(again)] == [block["uid"] for block in blocks_of(compiled)]
    assert again.keys.keys() == compiled.keys.keys()
    assert question(again, "matching") == question(compiled, "matching")


def test_no_answer_stands_in_the_document(compiled: CompiledCourse) -> None:
    text = json.dumps(compiled.document)
    for word in ("correct", "feedback", "tolerance", "accepted", "pairs", "explanation", "Lea de nuevo", "12.5"):
        assert f'"{word}' not in text, word
    assert "Lea de nuevo" not in text
    assert "Así se explica" not in text


def test_shown_order_is_never_the_right_order(compiled: CompiledCourse) -> None:
    ordering, matching = question(compiled, "ordering"), question(compiled, "matching")
    assert [option["uid"] for option in ordering["options"]] != compiled.keys[ordering["uid"]]["order"]
    right = list(compiled.keys[matching["uid"]]["pairs"].values())
    assert [match["uid"] for match in matching["matches"]] != right
    assert set(right) == {match["uid"] for match in matching["matches"]}
    assert not set(right) & {option["uid"] for option in matching["options"]}


def test_each_kind_has_its_key(compiled: CompiledCourse) -> None:
    keys = {kind: compiled.keys[question(compiled, kind)["uid"]] for kind in KINDS}
    single = question(compiled, "single")
    assert keys["single"]["correct"] == single["options"][0]["uid"]
    assert keys["single"]["feedback"][single["options"][1]["uid"]] == {"es-mx": "Lea de nuevo."}
    assert len(keys["multiple"]["correct"]) == 2
    assert keys["true_false"]["correct"] is True
    assert (keys["numeric"]["value"], keys["numeric"]["tolerance"]) == ("12.5", "0.1")
    assert keys["short_text"]["accepted"] == ["rúbrica", "rúbrica de evaluación"]


def test_assets_are_named_by_their_digest_and_can_be_read(compiled: CompiledCourse) -> None:
    used = set(re.findall(r'"(?:asset|poster)": "([0-9a-f]{64})"', json.dumps(compiled.document["modules"])))
    assert used == set(compiled.assets) == set(compiled.document["assets"])
    for digest, file in compiled.assets.items():
        assert len(file.open()) == compiled.document["assets"][digest]["size"]


def test_defaults_of_the_type_apply_where_nothing_is_said() -> None:
    course = make_course(course_type="diplomado", rich=False)
    document = compile_course(course).document["course"]
    assert (document["hours"], document["pass_mark"], document["attempts"]) == (120, "8.0", None)


def test_an_incomplete_course_says_what_where_and_in_which_block() -> None:
    course = make_course(rich=False, publish=False)
    lesson = LessonPage.objects.descendant_of(course).get()
    lesson.body[1].value["options"][0]["correct"] = False
    lesson.save_revision()
    with pytest.raises(CourseIncomplete) as refusal:
        compile_course(course)
    (problem,) = refusal.value.problems
    assert problem.page == lesson
    assert problem.block_uid == lesson.body[1].id
    assert lesson.body[1].id in problem.url
