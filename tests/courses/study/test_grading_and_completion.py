"""The scale of grades and the rule of completion."""

from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.study.completion import verdict
from courses.study.folding import EVIDENCE, EVIDENCE_ACCEPTED, FINISHED, SCORED, Event, fold
from courses.study.grading_scale import grade

NOON = datetime(2026, 9, 1, 12, tzinfo=UTC)


@dataclass(frozen=True)
class Rule:
    uid: str
    points: Decimal = Decimal(0)
    evidence: tuple[str, ...] = ()


COURSE = [Rule("a", Decimal(3)), Rule("b", evidence=("t",)), Rule("c", Decimal(1))]


def _finished(*lessons: str) -> list[Event]:
    return [Event(FINISHED, lesson, NOON) for lesson in lessons]


def _scored(lesson: str, points: str, max_points: str) -> Event:
    return Event(SCORED, lesson, NOON, {"points": points, "max_points": max_points, "attempt": "x"})


HANDED_IN = Event(EVIDENCE, "b", NOON, {"block": "t"})


@pytest.mark.parametrize(
    ("points", "max_points", "expected"),
    [("5.95", "10", "6.0"), ("5.94", "10", "5.9"), ("0", "10", "5.0"), ("10", "10", "10.0"), ("2", "3", "6.7"),
     ("119", "200", "6.0"), ("0", "0", "10.0")],
)  # fmt: skip
def test_rounds_half_up_and_never_falls_below_five(points: str, max_points: str, expected: str) -> None:
    assert str(grade(Decimal(points), Decimal(max_points))) == expected


@pytest.mark.parametrize(("points", "max_points"), [(-1, 3), (4, 3), (0, -1)])
def test_refuses_impossible_points(points: int, max_points: int) -> None:
    with pytest.raises(ValueError, match="no result"):
        grade(Decimal(points), Decimal(max_points))


@given(st.integers(1, 300), st.data())
def test_more_points_never_give_less(most: int, data: st.DataObject) -> None:
    less = data.draw(st.integers(0, most))
    more = data.draw(st.integers(less, most))
    assert Decimal(5) <= grade(Decimal(less), Decimal(most)) <= grade(Decimal(more), Decimal(most)) <= 10


def _by_hand(points: Fraction, most: Fraction) -> str:
    """The scale as it is taught: to hundredths and further by long division, a 5 or more rounds up, 5.0 at least."""
    whole, rest = divmod(points.numerator * most.denominator * 10, points.denominator * most.numerator)
    tenth, rest = divmod(rest * 10, points.denominator * most.numerator)
    hundredth = rest * 10 // (points.denominator * most.numerator)
    tenths = whole * 10 + tenth + (1 if hundredth >= 5 else 0)
    return "5.0" if tenths < 50 else f"{tenths // 10}.{tenths % 10}"


@given(st.integers(1, 400), st.integers(1, 60), st.data())
def test_the_scale_is_the_one_that_is_taught(most: int, parts: int, data: st.DataObject) -> None:
    points = Fraction(data.draw(st.integers(0, most * parts)), parts)
    assert str(grade(points, Fraction(most))) == _by_hand(points, Fraction(most))


def test_every_grade_of_up_to_forty_questions_is_the_one_that_is_taught() -> None:
    for most in range(1, 41):
        for points in range(most + 1):
            assert str(grade(Decimal(points), Decimal(most))) == _by_hand(Fraction(points), Fraction(most))


def test_a_half_survives_shares_that_have_no_finite_decimal() -> None:
    """119/200 reached as thirds: a rounded share would end as 5.9."""
    assert grade(Fraction(119, 3), Fraction(200, 3)) == Decimal("6.0")


def test_done_when_everything_is_done_and_the_grade_passes() -> None:
    state = fold([*_finished("a", "b", "c"), _scored("a", "3", "3"), _scored("c", "0", "1"), HANDED_IN])
    judged = verdict(state, COURSE, pass_mark=Decimal("6.0"), rule="1")
    assert judged.is_completed
    assert judged.grade == Decimal("7.5")


def test_names_what_is_missing() -> None:
    judged = verdict(fold([*_finished("a"), _scored("c", "1", "1")]), COURSE, pass_mark=Decimal(6), rule="1")
    assert judged.to_finish == ("b", "c")
    assert judged.to_answer == ("a",)
    assert judged.to_hand_in == ("t",)
    assert not judged.is_completed


def test_a_grade_below_the_pass_mark_does_not_complete() -> None:
    state = fold([*_finished("a", "b", "c"), _scored("a", "1", "3"), _scored("c", "0", "1"), HANDED_IN])
    judged = verdict(state, COURSE, pass_mark=Decimal(6), rule="1")
    assert judged.worked_through
    assert not judged.is_completed


ALL_DONE = [*_finished("a", "b", "c"), _scored("a", "3", "3"), _scored("c", "1", "1"), HANDED_IN]
TAKEN = Event(EVIDENCE_ACCEPTED, "b", NOON, {"block": "t"})


def test_the_second_rule_waits_until_a_person_accepted_what_was_handed_in() -> None:
    before, after = fold(ALL_DONE), fold([*ALL_DONE, TAKEN])
    waiting = verdict(before, COURSE, pass_mark=Decimal(6), rule="2")
    assert (waiting.worked_through, waiting.to_be_accepted, waiting.is_completed) == (True, ("t",), False)
    assert verdict(after, COURSE, pass_mark=Decimal(6), rule="2").is_completed


def test_the_first_rule_waits_for_nobody() -> None:
    assert verdict(fold(ALL_DONE), COURSE, pass_mark=Decimal(6), rule="1").is_completed


def test_what_others_accept_is_no_sign_of_the_person() -> None:
    assert fold([TAKEN]).lessons == {}
