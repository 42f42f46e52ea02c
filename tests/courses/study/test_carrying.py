"""What carries over between editions: nothing is taken away, and the way from one to another makes no difference."""

import copy
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from courses.editions.comparing import changes
from courses.study.carrying import Carrying, LessonParts, Outline, carried, carrying, fates, outline_of
from courses.study.folding import LessonState, State, fold, merge
from tests.courses.editions.factories import make_document
from tests.courses.moving.factories import (
    add_lesson,
    add_question,
    add_text,
    drop_lesson,
    lessons_of,
    reword,
)
from tests.courses.study.test_folding import LESSONS, NOON, events

parts = st.frozensets(st.sampled_from(["p1", "p2", "p3"]))
questions = st.frozensets(st.sampled_from(["q1", "q2"]))
tasks = st.frozensets(st.sampled_from(["t1", "t2"]), max_size=1)
outlines = st.dictionaries(st.sampled_from(LESSONS), st.builds(LessonParts, parts, questions, tasks))
states = st.lists(events(), max_size=12).map(fold)


def within(state: State, outline: Outline) -> State:
    """What of a state belongs to an edition."""
    return carried(state, carrying(outline, outline))


def is_at_most(a: State, b: State) -> bool:
    """The order of the semilattice: b knows all that a knows."""
    return merge(a, b) == b


@given(states, outlines)
def test_between_an_edition_and_itself_everything_carries_over(state: State, outline: Outline) -> None:
    inside = within(state, outline)
    assert carried(inside, carrying(outline, outline)) == inside


@given(states, outlines, outlines)
def test_what_was_earned_in_a_lesson_that_both_have_is_never_lowered(
    state: State, before: Outline, after: Outline
) -> None:
    then = carried(state, carrying(before, after))
    for uid in before.keys() & after.keys() & state.lessons.keys():
        assert then.lessons[uid].counted == state.lessons[uid].counted
    both = {task for one in before.values() for task in one.tasks} & {
        task for one in after.values() for task in one.tasks
    }
    assert {task: at for task, at in state.evidence.items() if task in both} == then.evidence


@given(states, states, outlines, outlines)
def test_it_goes_over_single_events(a: State, b: State, before: Outline, after: Outline) -> None:
    """So what arrives late counts as if it had arrived in time."""
    how = carrying(before, after)
    assert carried(merge(a, b), how) == merge(carried(a, how), carried(b, how))


@given(states, outlines, outlines, outlines)
def test_going_straight_carries_at_least_what_going_by_way_of_another_does(
    state: State, first: Outline, second: Outline, third: Outline
) -> None:
    inside = within(state, first)
    by_way = carried(carried(inside, carrying(first, second)), carrying(second, third))
    straight = carried(inside, carrying(first, third))
    assert _counted(by_way).items() <= _counted(straight).items()
    assert is_at_most(_without_kept(by_way), _without_kept(straight))


def _counted(state: State) -> dict[str, Any]:
    return {uid: lesson.counted for uid, lesson in state.lessons.items()}


def _without_kept(state: State) -> State:
    lessons = {
        uid: LessonState(one.opened_at, one.finished_at, one.seen_at, one.best) for uid, one in state.lessons.items()
    }
    return State(lessons, state.evidence, state.accepted)


# --- Documents ---
def _both(change: Any) -> tuple[Carrying, Any]:
    document, keys = make_document(lessons=3, evidence=1)
    other, other_keys = copy.deepcopy(document), copy.deepcopy(keys)
    change(other, other_keys)
    return carrying(outline_of(document), outline_of(other)), changes(document, keys, other, other_keys)


def test_whatever_authors_may_call_minor_carries_everything_over() -> None:
    how, changed = _both(reword)
    assert changed.kind == "minor"
    assert all(kept.reading and kept.answers for kept in how.lessons.values())
    assert len(how.lessons) == 3
    assert len(how.tasks) == 1


def test_a_text_more_is_to_be_read_and_a_question_more_to_be_answered() -> None:
    def change(document: dict[str, Any], keys: dict[str, Any]) -> None:
        add_text(document, 0)
        add_question(document, keys, 1)

    how, _changed = _both(change)
    assert [(one.reading, one.answers) for one in how.lessons.values()] == [(False, True), (True, False), (True, True)]


def test_less_to_read_and_fewer_questions_ask_for_nothing_anew() -> None:
    def change(document: dict[str, Any], keys: dict[str, Any]) -> None:
        first = lessons_of(document)[0]
        keys.pop(first["blocks"][1]["uid"])
        first["blocks"] = first["blocks"][2:]
        first["blocks"].reverse()

    how, _changed = _both(change)
    assert all(kept.reading and kept.answers for kept in how.lessons.values())


def test_a_corrected_key_asks_for_no_new_answer_but_other_options_do() -> None:
    def correct(_document: dict[str, Any], keys: dict[str, Any]) -> None:
        for key in keys.values():
            key["correct"] = "other"

    def take_an_option(document: dict[str, Any], _keys: dict[str, Any]) -> None:
        lessons_of(document)[0]["blocks"][1]["options"].pop()

    assert all(kept.answers for kept in _both(correct)[0].lessons.values())
    assert [kept.answers for kept in _both(take_an_option)[0].lessons.values()] == [False, True, True]


def test_a_lesson_that_moves_elsewhere_is_the_same_lesson() -> None:
    def move(document: dict[str, Any], _keys: dict[str, Any]) -> None:
        document["modules"][0]["lessons"].reverse()

    how, changed = _both(move)
    assert changed.kind == "major"
    assert all(kept.reading and kept.answers for kept in how.lessons.values())


def test_fates_tell_lesson_by_lesson_what_a_move_means() -> None:
    document, keys = make_document(lessons=3)
    other, other_keys = copy.deepcopy(document), copy.deepcopy(keys)
    add_text(other, 1)
    drop_lesson(other, 2)
    add_lesson(other, other_keys)
    before, after = outline_of(document), outline_of(other)
    happened = fold([])
    for uid in before:
        happened = merge(happened, State({uid: LessonState(finished_at=NOON)}))
    found = fates(happened, before, after)
    assert [(one.done, one.read_again, one.is_new) for one in found] == [
        (True, False, False), (False, True, False), (False, False, True),
    ]  # fmt: skip
