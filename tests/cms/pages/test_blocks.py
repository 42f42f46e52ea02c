"""The rules of blocks: what each refuses, and that a draft may break them all."""

from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from wagtail.blocks.struct_block import StructBlockValidationError

from cms.pages.blocks import LessonBlocks
from tests.cms.pages.factories import KINDS, make_skill, pool_value, question_value, rubric_value

BLOCKS = LessonBlocks()


def clean(name: str, value: Any, *, draft: bool = False) -> Any:
    block = BLOCKS.child_blocks[name]
    value = block.normalize(value)
    return block.clean_deferred(value) if draft else block.clean(value)


def broken(kind: str, **changes: Any) -> dict[str, Any]:
    return {**question_value(kind), **changes}


def option(text: str, correct: bool = False) -> dict[str, Any]:
    return {"text": text, "correct": correct, "feedback": ""}


def gap(accepted: list[str], choices: list[str] | None = None) -> dict[str, Any]:
    return {"accepted": accepted, "choices": choices or [], "feedback": ""}


@pytest.mark.parametrize("kind", KINDS)
def test_a_complete_question_passes(kind: str) -> None:
    assert clean(f"question_{kind}", question_value(kind))


PROBLEMS = [
    ("single", {"options": [option("a"), option("b")]}, "options"),
    ("single", {"options": [option("a", True), option("b", True)]}, "options"),
    ("single", {"options": [option("a", True), option(" A ")]}, "options"),
    ("single", {"options": [option("a", True)]}, "options"),
    ("multiple", {"options": [option("a"), option("b")]}, "options"),
    ("multiple", {"options": [option("a", True), option("b", True)]}, "options"),
    ("true_false", {"correct": ""}, "correct"),
    ("numeric", {"value": None}, "value"),
    ("numeric", {"tolerance": Decimal(-1)}, "tolerance"),
    ("short_text", {"accepted": []}, "accepted"),
    ("short_text", {"accepted": ["uno", "UNO"]}, "accepted"),
    ("ordering", {"items": ["uno"]}, "items"),
    ("ordering", {"items": ["uno", "uno "]}, "items"),
    ("matching", {"pairs": [{"left": "a", "right": "b"}, {"left": "a", "right": "c"}]}, "pairs"),
    ("matching", {"pairs": [{"left": "a", "right": "b"}, {"left": "c", "right": "b"}]}, "pairs"),
    ("matching", {"distractors": ["presente o ausente"]}, "distractors"),
    ("numeric", {"value": Decimal(0), "tolerance": Decimal(5), "tolerance_kind": "percent"}, "tolerance"),
    ("numeric", {"unit": " ", "unit_required": True}, "unit"),
    ("cloze", {"text": "<p>Sin espacios</p>"}, "text"),
    ("cloze", {"text": "<p>[[1]]</p>"}, "text"),
    ("cloze", {"text": "<p>[[1]] [[2]] [[3]]</p>"}, "text"),
    ("cloze", {"text": "<p>[[1]] [[2]] [[ 2 ]]</p>"}, "text"),
    ("cloze", {"text": "<p>[[0]] [[1]] [[2]]</p>"}, "text"),
    ("cloze", {"gaps": []}, "gaps"),
    ("cloze", {"text": "<p>[[1]]</p>", "gaps": [gap([])]}, "gaps"),
    ("cloze", {"text": "<p>[[1]]</p>", "gaps": [gap(["uno", "Uno"])]}, "gaps"),
    ("cloze", {"text": "<p>[[1]]</p>", "gaps": [gap(["uno"], ["uno"])]}, "gaps"),
    ("rating", {"scale": ["poco"]}, "scale"),
    ("rating", {"scale": ["poco", "Poco"]}, "scale"),
    ("open", {"rubric": [{"criterion": "Claridad", "levels": []}]}, "rubric"),
    ("open", {"rubric": rubric_value() * 2}, "rubric"),
    ("open", {"min_words": 0}, "min_words"),
    ("single", {"prompt": ""}, "prompt"),
    ("single", {"points": Decimal(0)}, "points"),
]


@pytest.mark.parametrize(("kind", "changes", "field"), PROBLEMS)
def test_a_question_with_a_problem_is_refused_at_its_field(kind: str, changes: dict[str, Any], field: str) -> None:
    with pytest.raises(StructBlockValidationError) as refusal:
        clean(f"question_{kind}", broken(kind, **changes))
    assert list(refusal.value.block_errors) == [field]


DRAFTS = [problem[:2] for problem in PROBLEMS if problem[2] not in {"points", "min_words"}]


@pytest.mark.parametrize(("kind", "changes"), DRAFTS)
def test_a_draft_may_be_unfinished(kind: str, changes: dict[str, Any]) -> None:
    assert clean(f"question_{kind}", broken(kind, **changes), draft=True) is not None


@pytest.mark.parametrize("value", [{"alt": "", "decorative": False}, {"alt": "Algo", "decorative": True}])
def test_an_image_has_a_text_or_only_decorates(value: dict[str, Any]) -> None:
    block = BLOCKS.child_blocks["image"]
    assert list(block.problems({**value, "caption": ""})) == ["alt"]


@pytest.mark.parametrize("name", ["audio", "video"])
@pytest.mark.parametrize("transcript", ["", "<p> </p>", "<p>&nbsp;</p>"])
def test_a_recording_has_a_transcript(name: str, transcript: str) -> None:
    value = {"transcript": transcript, "transcripts": [], "captions": [], "without_speech": True}
    assert list(BLOCKS.child_blocks[name].problems(value)) == ["transcript"]


def _captions(*languages: str, name: str = "clase.vtt") -> list[dict[str, Any]]:
    return [{"language": language, "file": SimpleNamespace(filename=name)} for language in languages]


@pytest.mark.parametrize(
    ("captions", "without_speech", "right"),
    [([], True, True), (_captions("es-mx", "hch"), False, True), ([], False, False),
     (_captions("es-mx", "es-mx"), False, False), (_captions("es-mx", name="clase.txt"), False, False)],
)  # fmt: skip
def test_a_video_has_captions_or_nobody_speaks(captions: Any, without_speech: bool, right: bool) -> None:
    value = {"transcript": "<p>Hola</p>", "transcripts": [], "captions": captions, "without_speech": without_speech}
    assert list(BLOCKS.child_blocks["video"].problems(value)) == ([] if right else ["captions"])


def test_answers_that_differ_in_case_are_two_where_case_matters() -> None:
    assert clean("question_short_text", broken("short_text", accepted=["uno", "UNO"], case_matters=True))


def test_a_problem_of_a_gap_is_told_by_its_number() -> None:
    with pytest.raises(StructBlockValidationError) as refusal:
        clean("question_cloze", broken("cloze", text="<p>[[1]] y [[3]]</p>"))
    assert "[[3]]" in str(refusal.value.block_errors["text"].messages)


POOLS = [
    (pool_value(draw=4), "draw"),
    (pool_value(question_value("single"), {**question_value("single"), "points": Decimal(2)}), "questions"),
    (pool_value(kind="open"), "questions"),
    (pool_value(kind="rating"), "questions"),
    (pool_value(question_value("single"), broken("single", options=[option("a"), option("b")])), "questions"),
]


@pytest.mark.parametrize(("value", "field"), POOLS)
def test_a_pool_that_cannot_be_fair_is_refused_and_may_still_be_a_draft(value: dict[str, Any], field: str) -> None:
    with pytest.raises(StructBlockValidationError) as refusal:
        clean("pool", value)
    assert list(refusal.value.block_errors) == [field]
    assert clean("pool", value, draft=True) is not None


def test_a_pool_may_ask_all_of_its_questions() -> None:
    assert clean("pool", pool_value(draw=3))["draw"] == 3


@pytest.mark.django_db
def test_a_skill_is_one_of_a_framework_known_here() -> None:
    make_skill("2.3")
    known, unknown = "PPI-EB-DOC|2015-2016|2.3", "PPI-EB-DOC|2015-2016|9.9"
    assert clean("question_single", broken("single", skills=[known]))["skills"] == [known]
    with pytest.raises(StructBlockValidationError) as refusal:
        clean("question_single", broken("single", skills=[known, unknown]))
    assert list(refusal.value.block_errors) == ["skills"]


@pytest.mark.django_db
def test_the_database_is_asked_for_skills_once_however_many_questions_there_are(
    django_assert_max_num_queries: Any,
) -> None:
    skill = make_skill("2.3")
    value = broken("single", skills=[f"PPI-EB-DOC|2015-2016|{skill.code}"])
    with django_assert_max_num_queries(1):
        for _number in range(20):
            clean("question_single", value)
