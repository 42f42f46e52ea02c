"""The rules of blocks: what each refuses, and that a draft may break them all."""

from decimal import Decimal
from typing import Any

import pytest
from wagtail.blocks.struct_block import StructBlockValidationError

from cms.pages.blocks import LessonBlocks
from tests.cms.pages.factories import KINDS, question_value

BLOCKS = LessonBlocks()


def clean(name: str, value: Any, *, draft: bool = False) -> Any:
    block = BLOCKS.child_blocks[name]
    value = block.normalize(value)
    return block.clean_deferred(value) if draft else block.clean(value)


def broken(kind: str, **changes: Any) -> dict[str, Any]:
    return {**question_value(kind), **changes}


def option(text: str, correct: bool = False) -> dict[str, Any]:
    return {"text": text, "correct": correct, "feedback": ""}


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
    ("single", {"prompt": ""}, "prompt"),
    ("single", {"points": Decimal(0)}, "points"),
]


@pytest.mark.parametrize(("kind", "changes", "field"), PROBLEMS)
def test_a_question_with_a_problem_is_refused_at_its_field(kind: str, changes: dict[str, Any], field: str) -> None:
    with pytest.raises(StructBlockValidationError) as refusal:
        clean(f"question_{kind}", broken(kind, **changes))
    assert list(refusal.value.block_errors) == [field]


DRAFTS = [problem[:2] for problem in PROBLEMS if problem[2] != "points"]


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
    assert list(BLOCKS.child_blocks[name].problems({"transcript": transcript, "transcripts": []})) == ["transcript"]
