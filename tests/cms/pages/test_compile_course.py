"""The source document: complete, valid against its schema, canonical, and without a single answer in it."""

import json
import re
from typing import Any
from uuid import uuid4

import jsonschema_rs
import pytest

from cms.pages.models import CoursePage, LessonPage
from cms.pages.source import CompiledCourse, CourseIncomplete, compile_course
from cms.pages.source.questions import question as compiled_question
from cms.pages.source.reading import Reading
from tests.cms.pages.factories import KINDS, make_course, make_skill, pool_value, question_value
from tests.schema import SCHEMA, validator

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
    jsonschema_rs.meta.validate(SCHEMA)
    validator("document").validate(compiled.document)
    validator("keys").validate(compiled.keys)


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
    shown = {match["uid"] for match in matching["matches"]}
    assert set(right) < shown
    assert len(shown) == len(right) + 1  # what matches nothing stands among the others
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
    written, chosen = question(compiled, "cloze")["gaps"]
    assert keys["cloze"]["gaps"][written["uid"]] == {"accepted": ["aprender", "que se aprenda"]}
    right = keys["cloze"]["gaps"][chosen["uid"]]["correct"]
    assert {option["uid"]: option["text"] for option in chosen["options"]}[right] == {"es-mx": "medir"}
    assert "options" not in written
    assert keys["cloze"]["feedback"] == {written["uid"]: {"es-mx": "Vuelva a la lección 1."}}
    assert (keys["open"]["manual"], question(compiled, "open")["min_words"]) == (True, 3)
    assert question(compiled, "rating")["points"] == keys["rating"]["points"] == "0"


def compile_question(kind: str, **changes: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """(shown, key) of one question."""
    block = LessonPage._meta.get_field("body").stream_block.child_blocks[f"question_{kind}"]
    value = block.normalize({**question_value(kind), **changes})
    return compiled_question(kind, str(uuid4()), Reading(value, "es-mx"))


def test_what_is_as_usual_stands_nowhere() -> None:
    for kind in KINDS:
        shown, key = compile_question(kind)
        for part in (shown, key):
            usual = {"hint", "skills", "shuffle", "scoring", "compare", "tolerance_kind", "unit_required"}
            assert not usual & set(part), (kind, part)


def test_what_is_special_is_stated() -> None:
    skill = make_skill("2.3")
    shown, _key = compile_question(
        "single", hint="<p>Lea <script>x</script>otra vez.</p>", shuffle=True, skills=["PPI-EB-DOC|2015-2016|2.3"]
    )
    assert shown["hint"] == {"es-mx": "<p>Lea otra vez.</p>"}
    assert shown["shuffle"] is True
    assert shown["skills"] == [{"framework": "PPI-EB-DOC", "version": "2015-2016", "code": skill.code}]
    assert compile_question("multiple", scoring="all_or_nothing")[1]["scoring"] == "all_or_nothing"
    assert compile_question("true_false", feedback_true="No.")[1]["feedback"] == {"true": {"es-mx": "No."}}
    assert compile_question("short_text", orthography="hch")[1]["compare"]["orthography"] == "hch"
    assert compile_question("numeric", tolerance_kind="percent")[1]["tolerance_kind"] == "percent"


def test_a_unit_that_must_be_written_is_part_of_the_key_only() -> None:
    shown, key = compile_question("numeric", unit_required=True)
    assert "minutos" not in json.dumps(shown)
    assert (shown["unit_required"], key["unit"]) == (True, {"es-mx": "minutos"})


def test_a_text_with_gaps_has_no_links() -> None:
    shown, _key = compile_question("cloze", text='<p><a href="https://x/[[1]]">a</a> [[1]] <b>[[2]]</b></p>')
    assert shown["text"] == {"es-mx": "<p>a [[1]] <strong>[[2]]</strong></p>"}


def test_a_pool_is_a_block_with_the_keys_of_all_its_questions() -> None:
    course = make_course(questions=[], pools=[pool_value(draw=2), pool_value(kind="cloze")], rich=False)
    compiled = compile_course(course)
    first, second = blocks_of(compiled)[1:]
    assert (first["type"], first["draw"], len(first["questions"])) == ("pool", 2, 3)
    asked = [*first["questions"], *second["questions"]]
    assert len({one["uid"] for one in asked}) == 6
    assert compiled.keys.keys() == {one["uid"] for one in asked}
    validator("document").validate(compiled.document)
    validator("keys").validate(compiled.keys)
    assert compile_course(CoursePage.objects.get(pk=course.pk)).document == compiled.document


def test_a_problem_inside_a_pool_names_the_question_in_it() -> None:
    broken = {**question_value("single"), "options": [{"text": "a", "correct": False, "feedback": ""}] * 2}
    course = make_course(questions=[], pools=[pool_value(question_value("single"), broken)], rich=False, publish=False)
    with pytest.raises(CourseIncomplete) as refusal:
        compile_course(course)
    (problem,) = refusal.value.problems
    assert "2 (" in problem.message
    assert problem.block_uid == LessonPage.objects.descendant_of(course).get().body[1].id


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
