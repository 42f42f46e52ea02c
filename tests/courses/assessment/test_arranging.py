"""What an attempt shows: stable for the attempt, different between attempts, fair between questions."""

from collections import Counter
from itertools import combinations
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from cms.pages.kinds import asked_in, max_points_of
from courses.assessment.arranging import arranged, arranged_like, seed_of
from tests.courses.assessment.factories import pool, questions, uid

DRAWS = 3000


def _seed(number: int) -> bytes:
    return seed_of("secret", "enrolment", "lesson", number)


def _drawn(number: int, *, size: int = 6, draw: int = 2) -> list[str]:
    return [question["uid"] for question in arranged([pool(size, draw)], _seed(number))[uid("pool")]]


def test_the_same_attempt_always_shows_the_same() -> None:
    assert arranged([pool()], _seed(1)) == arranged([pool()], _seed(1))


def test_each_part_of_the_seed_counts_and_none_runs_into_another() -> None:
    parts = [("a", "b", 1), ("a", "b", 2), ("a", "c", 1), ("ab", "", 1), ("", "ab", 1)]
    assert len({seed_of("secret", *part) for part in parts} | {seed_of("other", "a", "b", 1)}) == len(parts) + 1


def test_every_subset_in_every_order_is_drawn_and_about_as_often() -> None:
    seen = Counter(tuple(_drawn(number, size=4)) for number in range(DRAWS))
    uids = [uid(f"question pooled {number}") for number in range(1, 5)]
    assert {frozenset(pair) for pair in seen} == {frozenset(pair) for pair in combinations(uids, 2)}
    assert len(seen) == 12
    expected = DRAWS / 12
    chi_squared = sum((times - expected) ** 2 / expected for times in seen.values())
    assert chi_squared < 31.3  # the 0.999 quantile with 11 degrees of freedom; the seeds are fixed


def test_the_options_of_a_drawn_question_are_shuffled_too() -> None:
    orders = set()
    for number in range(100):
        for question in arranged([pool(1, 1)], _seed(number))[uid("pool")]:
            orders.add(tuple(option["uid"] for option in question["options"]))
    assert len(orders) == 6


def test_questions_that_are_not_shuffled_stay_as_they_are() -> None:
    for block_uid, shown in arranged(questions(), _seed(1)).items():
        assert shown == [question for question in questions() if question["uid"] == block_uid]


@given(st.binary(min_size=1), st.integers(1, 8), st.integers(1, 8))
def test_as_many_are_drawn_as_asked_each_once_and_worth_what_the_edition_says(
    seed: bytes, size: int, draw: int
) -> None:
    block = pool(size, min(draw, size))
    shown = arranged([block], seed)[block["uid"]]
    assert len({question["uid"] for question in shown}) == len(shown) == block["draw"]
    assert max_points_of(shown) == max_points_of(asked_in(block))


@given(st.binary(min_size=1))
def test_a_snapshot_shows_again_what_was_drawn_whatever_the_language(seed: bytes) -> None:
    blocks: list[dict[str, Any]] = [*questions(), pool()]
    shown = arranged(blocks, seed)
    snapshot = [question for drawn in shown.values() for question in drawn]
    assert arranged_like(blocks, snapshot) == shown
    assert arranged_like(blocks, []) == {block["uid"]: [] for block in blocks}
