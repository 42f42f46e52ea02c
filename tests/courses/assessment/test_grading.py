"""Marking: exact, per kind, and never an error whatever is sent."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.assessment.grading import Mark, as_decimal, fold_text, mark, readings

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
    "cloze": (
        {"gaps": [{"uid": "a"}, {"uid": "b", "options": OPTIONS}, {"uid": "c"}]},
        {"gaps": {"a": {"accepted": ["bitácora"]}, "b": {"correct": "d"}, "c": {"accepted": ["uno", "1"]}}},
        {"a": "Bitacora", "b": "d", "c": "1"},
    ),
}
UNMARKED: dict[str, Any] = {"rating": "b", "open": "Lo que observé."}


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


@pytest.mark.parametrize("kind", UNMARKED)
def test_what_has_no_right_answer_is_only_received(kind: str) -> None:
    question = {"kind": kind, "options": OPTIONS}
    assert mark(question, {"kind": kind}, UNMARKED[kind]) == Mark(Fraction(0), answered=True)
    assert not mark(question, {"kind": kind}, " ").answered


def test_multiple_may_be_all_or_nothing() -> None:
    question, key, right = QUESTIONS["multiple"]
    strict = {"kind": "multiple", "scoring": "all_or_nothing", **key}
    assert mark(question, strict, right).is_right
    assert mark(question, strict, ["a"]) == Mark(Fraction(0), answered=True, parts={"a": True})


def test_cloze_earns_for_each_right_gap() -> None:
    marked = _mark("cloze", {"a": "bitácora", "b": "a"})
    assert marked.fraction == Fraction(1, 3)
    assert marked.parts == {"a": True, "b": False}


@pytest.mark.parametrize(
    ("compare", "right", "wrong"),
    [
        ({}, ["MEXICO", "México", "mexico."], ["mejico"]),
        ({"case": True}, ["México", "Mexico"], ["méxico", "MÉXICO"]),
        ({"accents": True}, ["México", "MÉXICO"], ["mexico"]),
        ({"case": True, "accents": True}, ["México", "Me\u0301xico"], ["Mexico", "méxico"]),
    ],
)
def test_case_and_accents_matter_only_if_the_key_says_so(
    compare: dict[str, Any], right: list[str], wrong: list[str]
) -> None:
    key = {"kind": "short_text", "accepted": ["México"], "compare": compare}
    assert all(mark({}, key, answer).is_right for answer in right)
    assert not any(mark({}, key, answer).is_right for answer in wrong)


def test_case_may_matter_and_the_tilde_of_an_n_still_does() -> None:
    key = {"kind": "short_text", "accepted": ["Ñandú"], "compare": {"case": True}}
    assert mark({}, key, "Ñandu").is_right
    assert not mark({}, key, "Nandu").is_right


def test_an_orthography_joins_the_ways_of_writing_a_vowel_and_keeps_the_glottal_stop_apart() -> None:
    compare = {"case": False, "accents": False, "orthography": "hch"}
    key = {"kind": "short_text", "accepted": ["tɨri"], "compare": compare}
    assert all(mark({}, key, answer).is_right for answer in ("t+ri", "tʉri", "TɄRI", "türi"))
    assert not any(mark({}, key, answer).is_right for answer in ("tꞌri", "t'ri", "tiri", "turi"))
    cloze = {"kind": "cloze", "gaps": {"a": {"accepted": ["tɨri"]}}, "compare": compare}
    assert mark({}, cloze, {"a": "t+ri"}).is_right


def test_an_unheard_of_orthography_is_compared_as_usual() -> None:
    key = {"kind": "short_text", "accepted": ["uno"], "compare": {"orthography": "zz"}}
    assert mark({}, key, "UNO").is_right


@pytest.mark.parametrize(
    ("value", "tolerance", "answer", "right"),
    [
        ("200", "5", "190", True),
        ("200", "5", "210", True),
        ("200", "5", "189.99", False),
        ("-200", "5", "-210", True),
        ("0.1", "10", "0.11", True),
        ("0.1", "10", "0.1101", False),
    ],
)
def test_a_tolerance_may_be_a_percentage(value: str, tolerance: str, answer: str, right: bool) -> None:
    key = {"kind": "numeric", "value": value, "tolerance": tolerance, "tolerance_kind": "percent"}
    assert mark({}, key, answer).is_right is right


def test_a_unit_that_is_part_of_the_answer_must_be_written_in_any_of_its_languages() -> None:
    key = {"kind": "numeric", "value": "12", "tolerance": "0", "unit": {"es-mx": "minutos", "hch": "min"}}
    asked = {"unit": "", "unit_required": True}
    assert all(mark(asked, key, answer).is_right for answer in ("12 minutos", "12min", "12 MIN"))
    assert not any(mark(asked, key, answer).is_right for answer in ("12", "12 horas", "minutos", "13 min"))
    assert mark({"unit": "minutos"}, key, "12").is_right


def test_of_two_units_that_end_alike_the_longer_is_meant() -> None:
    assert readings("5 cm", ("m", "cm")) == {Decimal(5)}


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


TELLING = ["a", "b", "true", "c", "d", "12.5", "bitácora"]
hostile = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.sampled_from(TELLING),
    lambda inner: st.lists(inner, max_size=6) | st.dictionaries(st.sampled_from(["a", "b", "z"]), inner, max_size=4),
    max_leaves=12,
)


@pytest.mark.parametrize("kind", [*QUESTIONS, *UNMARKED, "unheard of"])
@given(answer=hostile)
def test_never_raises_and_stays_between_nothing_and_all(kind: str, answer: Any) -> None:
    question, key, _right = QUESTIONS.get(kind, ({}, {}, None))
    marked = mark({"kind": kind, **question}, {"kind": kind, **key}, answer)
    assert 0 <= marked.fraction <= 1
    assert marked.answered or marked.fraction == 0


@given(st.dictionaries(st.sampled_from("abcxyz"), st.text(max_size=5) | st.sampled_from(["bitácora", "d", "1"])))
def test_cloze_counts_right_gaps(answer: dict[str, str]) -> None:
    written = {"a": {"bitacora"}, "c": {"uno", "1"}}
    right = sum(fold_text(answer.get(uid, "")) in accepted for uid, accepted in written.items())
    chosen = answer.get("b") == "d"  # an option is chosen, not written
    assert _mark("cloze", answer).fraction == Fraction(right + chosen, 3)


@given(st.integers(0, 10**12), st.integers(0, 999), st.sampled_from([",", "."]))
def test_thousands_in_spanish_notation_are_read(whole: int, decimals: int, separator: str) -> None:
    value = Decimal(f"{whole}.{decimals:03d}")
    grouped = f"{whole:,}".replace(",", "." if separator == "," else ",")
    assert value in readings(f"{grouped}{separator}{decimals:03d}")
    assert value in readings(f"{whole:,}".replace(",", " ") + f"{separator}{decimals:03d}")


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
