"""The CURP: form, date, state, check digit."""

import string
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts import curp as curps
from tests.accounts.factories import make_curp

VALID = "BOXW310820HNERXN09"


def test_the_published_example_is_valid() -> None:
    assert curps.validate(VALID) == VALID
    assert curps.birth_date(VALID) == date(1931, 8, 20)


def test_spaces_hyphens_and_case_do_not_matter() -> None:
    assert curps.validate(" boxw-310820 hnerxn09 ") == VALID


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("BOXW310820HNERXN08", "digit"),
        ("BOXW310231HNERXN09", "date"),
        ("BOXW310820HXXRXN09", "state"),
        ("BOXW310820HNERXN0", "shape"),
        ("B0XW310820HNERXN09", "shape"),  # a zero is never taken for the letter
        ("", "shape"),
    ],
)
def test_each_reason_is_told_apart(text: str, reason: str) -> None:
    with pytest.raises(curps.InvalidCurp) as caught:
        curps.validate(text)
    assert caught.value.reason == reason


def test_the_seventeenth_character_decides_the_century() -> None:
    assert curps.birth_date("XXXX050101HJCXXXA0").year == 2005
    assert curps.birth_date("XXXX050101HJCXXX00").year == 1905


@pytest.mark.parametrize("character", sorted(set(string.ascii_uppercase + string.digits) - {"9"}))
def test_no_other_last_character_passes(character: str) -> None:
    with pytest.raises(curps.InvalidCurp):
        curps.validate(VALID[:17] + character)


def reason_of(text: str) -> str:
    try:
        return "" if len(curps.validate(text)) == 18 else "accepted with another length"
    except curps.InvalidCurp as invalid:
        return invalid.reason


@given(st.text(max_size=25))
def test_any_text_is_either_valid_or_refused(text: str) -> None:
    assert reason_of(text) in {"", "shape", "date", "state", "digit"}


@given(st.integers(0, 20_000))
def test_invented_ones_of_the_tests_are_valid(number: int) -> None:
    assert curps.validate(make_curp(number))


def test_the_mask_keeps_four_and_two() -> None:
    assert curps.mask(VALID) == "BOXW••••••••••••09"
