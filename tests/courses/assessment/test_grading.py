"""Marking: exact, per kind, and never an error whatever is sent."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.assessment.grading import as_decimal, fold_text, mark, readings

OPTIONS = [{"uid": uid} for uid in "abcd"]
QUESTIONS: dict[str, tuple[dict[str, Any], dict[str, Any], Any]] = {
    "single": ({"options": OPTIONS}, {"correct": "b"}, "b"),
    "multiple": ({"options": OPTIONS}, {"correct": ["a", "c"]}, ["a", "c"]),
    "true_false": ({}, {"correct": True}, "true"),
    "numeric": ({"unit": {"es-mx": "metros"}}, {"value": "12.5", "tolerance": "0.1"}, "12.5"),
    "short_text": ({}, {"accepted": ["Evaluación formativa"]}, "evaluacion  FORMATIVA"),
    "ordering": ({"options": OPTIONS}, {"order": ["c", "a", "d", "b"]}, ["c", "a", "d", "b"]),
    "matching": (
        {"options": OPTIONS[:2], "matches": [{"uid": "x"}, {"uid": "y"}]},
        {"pairs": {"a": "x", "b": "y"}},
        {"a": "x", "b": "y"},
    ),
}


def _mark(kind: str, answer: Any) -> Any:
    question, key, _right = QUESTIONS[kind]
    return mark({"kind": kind, **question}, {"kind": kind, **key}, answer)


@pytest.mark.parametrize("kind", QUESTIONS)
def test_the_right_answer_earns_all(kind: str) -> None:
    marked = _mark(kind, QUESTIONS[kind][2])
    assert marked.fraction == 1
    assert marked.is_right
    assert marked.answered


@pytest.mark.parametrize("kind", QUESTIONS)
@pytest.mark.parametrize("blank", [None, "", [], {}])
def test_a_blank_earns_nothing_and_counts_as_unanswered(kind: str, blank: Any) -> None:
    assert _mark(kind, blank) == type(_mark(kind, blank))(Fraction(0), answered=False)


def test_true_false_wrong() -> None:
    assert _mark("true_false", "false").parts == {"false": False}


@pytest.mark.parametrize(
    ("chosen", "fraction"),
    [
        (["a"], Fraction(1, 2)),
        (["a", "b"], Fraction(0)),
        (["a", "c", "b"], Fraction(1, 2)),
        (["b", "d"], Fraction(0)),
        (["a", "a", "a"], Fraction(1, 2)),
        (["a", "nobody"], Fraction(1, 2)),
        (["a", "b", "c", "d"], Fraction(0)),
    ],
)
def test_multiple_gives_partial_credit_and_never_less_than_nothing(chosen: list[str], fraction: Fraction) -> None:
    assert _mark("multiple", chosen).fraction == fraction


@pytest.mark.parametrize(
    ("order", "fraction"),
    [
        (["c", "a", "b", "d"], Fraction(1, 2)),
        (["c", None, None, None], Fraction(1, 4)),
        (["c", "c", "c", "c"], Fraction(0)),
        (["a", "c", "b", "d"], Fraction(0)),
        (["c", "a", "d", "b", "b", "b"], Fraction(1)),
    ],
)
def test_ordering_earns_for_each_item_in_its_place(order: list[str | None], fraction: Fraction) -> None:
    assert _mark("ordering", order).fraction == fraction


def test_matching_earns_for_each_right_pair() -> None:
    marked = _mark("matching", {"a": "x", "b": "x"})
    assert marked.fraction == Fraction(1, 2)
    assert marked.parts == {"a": True, "b": False}


@pytest.mark.parametrize("answer", ["12.5", "12,5", " 12.50 ", "12.4", "12.6", "12.5 metros", "12,5METROS", "+12.5"])
def test_numeric_takes_the_ways_people_write_and_an_inclusive_tolerance(answer: str) -> None:
    assert _mark("numeric", answer).is_right


@pytest.mark.parametrize(
    "answer", ["12.39", "12.61", "-12.5", "12.5 kilos", "doce", "1e1", "NaN", "Infinity", "9" * 41]
)
def test_numeric_refuses_the_rest(answer: str) -> None:
    marked = _mark("numeric", answer)
    assert marked.answered
    assert not marked.is_right


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("1 234.5", {Decimal("1234.5")}),
        ("1\N{NO-BREAK SPACE}234,5", {Decimal("1234.5")}),
        ("1,234", {Decimal(1234), Decimal("1.234")}),
        ("1,234.5", {Decimal("1234.5")}),
        ("1.234,5", {Decimal("1234.5")}),
        ("0,125", {Decimal("0.125")}),
        ("\N{MINUS SIGN}3", {Decimal(-3)}),
        (".5", {Decimal("0.5")}),
        ("", set()),
        ("1,2,3", set()),
    ],
)
def test_readings_of_a_number(text: str, numbers: set[Decimal]) -> None:
    assert readings(text) == numbers


@pytest.mark.parametrize("answer", ["evaluación formativa", "EVALUACION FORMATIVA.", " Evaluación\tformativa "])
def test_short_text_forgives_case_accents_and_spaces(answer: str) -> None:
    assert _mark("short_text", answer).is_right


def test_folding_keeps_letters_of_our_languages_apart() -> None:
    assert fold_text("año") != fold_text("ano")
    assert fold_text("ʉ") != fold_text("u")
    assert fold_text("ta’i") == fold_text("taʼi") == fold_text("TA'I")


hostile = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.sampled_from(["a", "b", "true", "c"]),
    lambda inner: st.lists(inner, max_size=6) | st.dictionaries(st.sampled_from(["a", "b", "z"]), inner, max_size=4),
    max_leaves=12,
)


@pytest.mark.parametrize("kind", [*QUESTIONS, "unheard of"])
@given(answer=hostile)
def test_never_raises_and_stays_between_nothing_and_all(kind: str, answer: Any) -> None:
    question, key, _right = QUESTIONS.get(kind, ({}, {}, None))
    marked = mark({"kind": kind, **question}, {"kind": kind, **key}, answer)
    assert 0 <= marked.fraction <= 1
    assert marked.answered or marked.fraction == 0


@given(st.permutations("abcd"))
def test_ordering_counts_fixed_points(order: list[str]) -> None:
    expected = sum(given == right for given, right in zip(order, "cadb", strict=True))
    assert _mark("ordering", list(order)).fraction == Fraction(expected, 4)


@given(st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-(10**9), max_value=10**9))
def test_a_number_written_plainly_is_read_exactly(value: Decimal) -> None:
    assert value in readings(f"{value:f}")
    assert value in readings(f"{value:f}".replace(".", ","))


def test_the_kind_is_the_keys_and_not_the_clients() -> None:
    assert not mark({"kind": "short_text"}, {"kind": "single", "correct": "b"}, "a").is_right


@pytest.mark.parametrize(
    ("fraction", "decimal"), [((1, 3), "0.333"), ((2, 3), "0.667"), ((1, 2000), "0.001"), ((5, 1), "5.000")]
)
def test_points_round_half_up(fraction: tuple[int, int], decimal: str) -> None:
    assert as_decimal(Fraction(*fraction)) == Decimal(decimal)
