"""The CCT: the form is required, the letter only compared."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from institutes import cct


def test_the_worked_example() -> None:
    assert cct.check_letter("14DPR0060") == "O"
    assert cct.letter_checks(cct.validate("14dpr-0060 o"))


def test_a_remainder_of_26_also_gives_z() -> None:
    letters = {number % 27: cct.check_letter(f"14DPR{number:04d}") for number in range(200)}
    assert set(letters.values()) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZ")


@pytest.mark.parametrize("text", ["33DPR0060O", "00DPR0060O", "14DP0060O", "14DPR006OO", "14DPR00600", ""])
def test_a_wrong_form_is_refused(text: str) -> None:
    with pytest.raises(cct.InvalidCct):
        cct.validate(text)


def test_a_wrong_letter_keeps_the_form() -> None:
    assert not cct.letter_checks(cct.validate("14DPR0060A"))


@given(st.from_regex(r"(0[1-9]|[12][0-9]|3[0-2])[A-Z]{3}[0-9]{4}", fullmatch=True))
def test_every_key_has_exactly_one_letter(nine: str) -> None:
    good = [letter for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ" if cct.letter_checks(nine + letter)]
    assert good == [cct.check_letter(nine)]
