"""Order, repetition and splitting of events change nothing; wrong clocks give no false date."""

import json
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.study.folding import (
    EMPTY,
    EVIDENCE,
    EVIDENCE_ACCEPTED,
    FINISHED,
    OPENED,
    SCORED,
    Event,
    State,
    bounded,
    fold,
    merge,
)

NOON = datetime(2026, 9, 1, 12, tzinfo=UTC)
LESSONS = ["a", "b", "c"]


@st.composite
def events(draw: st.DrawFn) -> Event:
    kind = draw(st.sampled_from([OPENED, FINISHED, SCORED, EVIDENCE, EVIDENCE_ACCEPTED, "unknown.kind"]))
    at = NOON + timedelta(minutes=draw(st.integers(0, 20)))
    payload = {}
    if kind == SCORED:
        max_points = draw(st.integers(0, 6))
        payload = {"points": str(draw(st.integers(0, max_points))), "max_points": str(max_points), "attempt": "x"}
    if kind in (EVIDENCE, EVIDENCE_ACCEPTED):
        payload = {"block": draw(st.sampled_from(["t1", "t2"]))}
    return Event(kind, draw(st.sampled_from(LESSONS)), at, payload)


many = st.lists(events(), max_size=12)
states = many.map(fold)


@given(many, st.randoms(use_true_random=False))
def test_order_changes_nothing(happened: list[Event], random: object) -> None:
    shuffled = list(happened)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert fold(shuffled) == fold(happened)


@given(many)
def test_repetition_changes_nothing(happened: list[Event]) -> None:
    assert fold(happened + happened) == fold(happened)


@given(many, st.integers(0, 12))
def test_splitting_changes_nothing(happened: list[Event], cut: int) -> None:
    assert merge(fold(happened[:cut]), fold(happened[cut:])) == fold(happened)


@given(states, states, states)
def test_states_form_a_semilattice(a: State, b: State, c: State) -> None:
    assert merge(a, b) == merge(b, a)
    assert merge(merge(a, b), c) == merge(a, merge(b, c))
    assert merge(a, a) == a
    assert merge(a, EMPTY) == a


@given(states)
def test_json_gives_the_same_state_back(state: State) -> None:
    assert State.from_json(json.loads(json.dumps(state.to_json()))) == state


def test_the_best_share_wins_and_the_first_finish_stays() -> None:
    better = Event(SCORED, "a", NOON, {"points": "2", "max_points": "3"})
    worse = Event(SCORED, "a", NOON + timedelta(hours=1), {"points": "1", "max_points": "3"})
    finished = [Event(FINISHED, "a", NOON + timedelta(hours=hour)) for hour in (5, 2)]
    lesson = fold([better, worse, *finished]).lessons["a"]
    assert lesson.best is not None
    assert lesson.best.points == Decimal(2)
    assert lesson.finished_at == NOON + timedelta(hours=2)


def test_the_lesson_seen_last_is_where_one_goes_on() -> None:
    assert fold([Event(OPENED, "b", NOON + timedelta(1)), Event(OPENED, "a", NOON)]).last_lesson == "b"
    assert EMPTY.last_lesson is None


@pytest.mark.parametrize("year", [1970, 2040])
def test_an_impossible_clock_gives_the_moment_of_receipt(year: int) -> None:
    received = NOON + timedelta(days=1)
    assert bounded(datetime(year, 1, 1, tzinfo=UTC), not_before=NOON, received_at=received) == received


def test_a_possible_clock_is_believed() -> None:
    assert bounded(NOON, not_before=NOON, received_at=NOON + timedelta(days=9)) == NOON
