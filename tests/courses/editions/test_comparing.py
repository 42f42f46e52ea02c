"""The laws of comparing two states of a course, and what each kind of change is called."""

from collections.abc import Callable
from copy import deepcopy
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.editions.canonical import canonical_text
from courses.editions.comparing import (
    ADDED,
    ASSESSMENT,
    KEPT,
    MAJOR,
    MINOR,
    REMOVED,
    SKILLS,
    STRUCTURE,
    Change,
    Changes,
    changes,
    longest_increasing,
)
from tests.courses.editions.factories import make_document

State = tuple[dict[str, Any], dict[str, Any]]
Edit = Callable[[dict[str, Any], dict[str, Any]], None]


def between(base: State, state: State) -> Changes:
    return changes(*base, *state)


def is_same(base: State, state: State) -> bool:
    return all(canonical_text(one) == canonical_text(other) for one, other in zip(base, state, strict=True))


# --- Documents made at random -----------------------------------------------------------------------------------------
texts = st.dictionaries(st.sampled_from(["es-mx", "hch"]), st.sampled_from(["", "uno", "uno dos", "tatsʉ́ʼa"]))


@st.composite
def states(draw: Any) -> State:
    """A course of few parts out of few identifiers, so that two of them share parts, places and texts."""
    uids = iter(draw(st.permutations([f"part-{number}" for number in range(14)])))
    keys: dict[str, Any] = {}
    modules = [
        {"uid": next(uids), "title": draw(texts), "lessons": [
            {"uid": next(uids), "title": draw(texts), "minutes": draw(st.integers(1, 2)), "blocks": [
                _block(draw, next(uids), keys) for _ in range(draw(st.integers(0, 2)))
            ]}
            for _ in range(draw(st.integers(0, 2)))
        ]}
        for _ in range(draw(st.integers(1, 2)))
    ]  # fmt: skip
    course = {
        "uid": "course",
        "title": draw(texts),
        "source_language": "es-mx",
        "languages": ["es-mx", "hch"],
        "hours": draw(st.integers(1, 2)),
        "skills": draw(st.lists(st.just({"code": "1"}), max_size=1)),
    }
    return {"version": 1, "course": course, "modules": modules, "assets": {}}, keys


def _block(draw: Any, uid: str, keys: dict[str, Any]) -> dict[str, Any]:
    if draw(st.booleans()):
        return {"uid": uid, "type": "evidence", "html": draw(texts), "criteria": draw(st.lists(texts, max_size=2))}
    keys[uid] = {"correct": draw(st.booleans()), "points": "1", "explanation": draw(texts), "feedback": {}}
    return {"uid": uid, "type": "question", "prompt": draw(texts), "points": "1", "options": [
        {"uid": f"option-{number}-of-{uid}", "text": draw(texts)} for number in range(draw(st.integers(0, 2)))
    ]}  # fmt: skip


@given(states())
def test_nothing_changed_between_a_state_and_itself(state: State) -> None:
    found = between(state, deepcopy(state))
    assert not found
    assert found.kind == ""


@given(states(), states())
def test_two_different_states_differ_in_something(one: State, other: State) -> None:
    assert bool(between(one, other)) == (not is_same(one, other))


@given(states(), states())
def test_seen_from_the_other_side_what_was_added_was_removed(one: State, other: State) -> None:
    there, back = between(one, other), between(other, one)
    assert there.of(ADDED) == back.of(REMOVED)
    assert there.of(REMOVED) == back.of(ADDED)
    assert len(there.moved) == len(back.moved)
    assert there.kind == back.kind


@given(states(), states())
def test_rewording_on_top_never_makes_a_change_smaller(one: State, other: State) -> None:
    reworded = deepcopy(other)
    reworded[0]["course"]["title"] = {"es-mx": "Un título que nadie más tiene"}
    before, after = between(one, other), between(one, reworded)
    assert (before.kind, after.kind) in {("", MINOR), (MINOR, MINOR), (MAJOR, MAJOR)}
    assert set(before.reasons) <= set(after.reasons)


def _swapped(numbers: list[int]) -> int:
    """The fewest elements to take out so that the rest ascends, by trying."""
    for size in range(len(numbers), -1, -1):
        if any(list(kept) == sorted(kept) for kept in combinations(numbers, size)):
            return len(numbers) - size
    raise AssertionError


@given(st.permutations(range(7)))
def test_the_fewest_parts_are_called_moved(order: list[int]) -> None:
    document, keys = make_document(lessons=7, questions_per_lesson=0)
    moved = deepcopy(document)
    lessons = moved["modules"][0]["lessons"]
    moved["modules"][0]["lessons"] = [lessons[number] for number in order]
    found = changes(document, keys, moved, keys)
    assert len(found.moved) == _swapped(list(order))
    assert all(change.moved for change in found.parts)


@given(st.permutations(range(9)))
def test_what_stays_ascends(order: list[int]) -> None:
    kept = sorted(longest_increasing(order))
    assert [order[place] for place in kept] == sorted(order[place] for place in kept)


# --- One change at a time ---------------------------------------------------------------------------------------------
def lesson(document: dict[str, Any], number: int = 0) -> dict[str, Any]:
    found: dict[str, Any] = document["modules"][0]["lessons"][number]
    return found


def question(document: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = lesson(document)["blocks"][1]
    return found


def evidence(document: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = lesson(document)["blocks"][-1]
    return found


def key(document: dict[str, Any], keys: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = keys[question(document)["uid"]]
    return found


def after(*edits: Edit) -> Changes:
    base, base_keys = make_document(lessons=3, questions_per_lesson=2, evidence=1)
    document, keys = deepcopy(base), deepcopy(base_keys)
    for edit in edits:
        edit(document, keys)
    return changes(base, base_keys, document, keys)


def reword(document: dict[str, Any], _keys: dict[str, Any]) -> None:
    lesson(document)["blocks"][0]["html"]["es-mx"] = "<p>Texto de esta lección 1.</p>"


def correct_the_key(document: dict[str, Any], keys: dict[str, Any]) -> None:
    key(document, keys)["correct"] = question(document)["options"][1]["uid"]


MINOR_EDITS: list[Edit] = [
    reword,
    lambda document, keys: document["course"]["title"].update({"es-mx": "Otro título"}),
    lambda document, keys: document["course"].update(cover_alt={"es-mx": "Una maestra escucha"}),
    lambda document, keys: question(document)["prompt"].update({"hch": "<p>Wixárika</p>"}) or document["course"].update(
        languages=["es-mx", "hch"]),
    lambda document, keys: question(document)["options"][0]["text"].update({"es-mx": "Correcta."}),
    lambda document, keys: evidence(document)["criteria"][0].update({"es-mx": "Describe bien la situación."}),
    lambda document, keys: key(document, keys)["explanation"].update({"es-mx": "Está en la lección."}),
    lambda document, keys: key(document, keys)["feedback"].popitem(),
    lambda document, keys: key(document, keys).pop("feedback"),
    lambda document, keys: key(document, keys).update(hint={"es-mx": "Relea el primer párrafo."}),
    lambda document, keys: lesson(document).update(minutes=45),
]  # fmt: skip
MAJOR_EDITS: list[tuple[Edit, str]] = [
    (lambda document, keys: document["modules"][0]["lessons"].pop(), STRUCTURE),
    (lambda document, keys: lesson(document)["blocks"].pop(0), STRUCTURE),
    (lambda document, keys: document["modules"][0]["lessons"].reverse(), STRUCTURE),
    (lambda document, keys: lesson(document, 1)["blocks"].append(lesson(document)["blocks"].pop(0)), STRUCTURE),
    (lambda document, keys: question(document)["options"].reverse(), ASSESSMENT),
    (lambda document, keys: question(document)["options"].pop(), ASSESSMENT),
    (lambda document, keys: question(document).update(points="2"), ASSESSMENT),
    (lambda document, keys: question(document).update(unit={"es-mx": "horas"}), ASSESSMENT),
    (lambda document, keys: evidence(document)["criteria"].append({"es-mx": "Otro"}), ASSESSMENT),
    (lambda document, keys: evidence(document).update(accepts=["text"]), ASSESSMENT),
    (lambda document, keys: document["course"].update(hours=40), ASSESSMENT),
    (lambda document, keys: document["course"].update(pass_mark="8.0"), ASSESSMENT),
    (lambda document, keys: document["course"].update(attempts=None), ASSESSMENT),
    (lambda document, keys: lesson(document).update(answer_minutes=30), ASSESSMENT),
    (correct_the_key, ASSESSMENT),
    (lambda document, keys: document["course"].update(skills=[{"code": "2.3"}]), SKILLS),
]  # fmt: skip


@pytest.mark.parametrize("edit", MINOR_EDITS)
def test_words_alone_are_a_minor_change(edit: Edit) -> None:
    found = after(edit)
    assert (found.kind, found.reasons) == (MINOR, ())
    assert not found.of(ADDED) | found.of(REMOVED) | found.moved


@pytest.mark.parametrize(("edit", "reason"), MAJOR_EDITS)
def test_structure_assessment_and_skills_are_a_major_change(edit: Edit, reason: str) -> None:
    found = after(reword, edit)
    assert found.kind == MAJOR
    assert reason in found.reasons


def only(found: Changes) -> Change:
    (change,) = found.parts
    return change


def test_a_corrected_key_tells_the_old_and_the_new_right_answer() -> None:
    change = only(after(correct_the_key))
    right, wrong = (option["uid"] for option in change.node.data["options"])
    (setting,) = change.key
    assert (setting.name, setting.before, setting.after) == ("correct", right, wrong)
    assert (change.key_before["correct"], change.key_after["correct"]) == (right, wrong)


def test_points_are_told_once_although_the_key_repeats_them() -> None:
    def worth_two(document: dict[str, Any], keys: dict[str, Any]) -> None:
        question(document)["points"] = key(document, keys)["points"] = "2"

    change = only(after(worth_two))
    assert [(setting.name, setting.before, setting.after) for setting in change.settings] == [("points", "1", "2")]
    assert not change.key


def test_a_part_that_comes_or_goes_takes_its_own_parts_along() -> None:
    found = after(lambda document, keys: document["modules"][0]["lessons"].pop(0))
    outside = [change.node.thing for change in found.parts if not change.inside]
    assert outside == ["lesson"]
    assert found.summary()["removed"] == {"block": 2, "lesson": 1, "option": 4, "question": 2}


def test_a_block_that_went_to_another_lesson_moved_and_nothing_else() -> None:
    change = only(after(lambda document, keys: lesson(document, 2)["blocks"].insert(0, question(document))
                        or lesson(document)["blocks"].pop(1)))  # fmt: skip
    assert change.moved
    assert change.before
    assert change.after
    assert change.before.lesson != change.after.lesson
    assert change.fate == KEPT


def test_added_and_then_removed_is_no_change() -> None:
    block = {"uid": "b", "type": "text", "html": {"es-mx": "<p>Nuevo</p>"}}
    assert not after(
        lambda document, keys: lesson(document)["blocks"].append(block),
        lambda document, keys: lesson(document)["blocks"].remove(block),
    )


def test_parts_of_kinds_not_known_yet_are_compared_all_the_same() -> None:
    base, keys = make_document(lessons=1, questions_per_lesson=1)
    asked = lesson(base)["blocks"].pop()
    pool = {"uid": "pool", "type": "pool", "draw": 1, "questions": [asked]}
    gallery = {
        "uid": "gallery",
        "type": "gallery",
        "pictures": [{"uid": "one", "asset": "a"}, {"uid": "two", "asset": "b"}],
    }
    lesson(base)["blocks"] += [pool, gallery]
    document = deepcopy(base)
    drawn, shown = lesson(document)["blocks"][1:]
    drawn["draw"] = 2
    drawn["questions"][0]["options"][0]["text"]["es-mx"] = "Otra"
    shown["pictures"].reverse()
    found = {change.node.data["uid"]: change for change in changes(base, keys, document, keys).parts}
    assert set(found) == {"pool", asked["options"][0]["uid"], *(["one"] if "one" in found else ["two"])}
    assert found["pool"].reasons == {ASSESSMENT}
    assert found[asked["options"][0]["uid"]].node.assessed


def test_a_copied_lesson_carries_the_same_identifiers_and_is_added_all_the_same() -> None:
    def copy(document: dict[str, Any], _keys: dict[str, Any]) -> None:
        document["modules"][0]["lessons"].insert(0, deepcopy(lesson(document)) | {"uid": "copy"})

    found = after(copy)
    outside = [(change.fate, change.node.identity) for change in found.parts if not change.inside]
    assert outside == [(ADDED, "copy")]
    assert not found.of(REMOVED) | found.moved
