import pytest
from hypothesis import given
from hypothesis import strategies as st

from certification.credentials.folio import ALPHABET, InvalidFolio, check_character, folio, normalise, validate

bodies = st.builds(
    lambda year, code, sequence: f"{year}{code}{sequence:06d}",
    st.integers(2000, 2099),
    st.text(alphabet=ALPHABET, min_size=1, max_size=12),
    st.integers(1, 999_999),
)


def test_the_published_example_checks() -> None:
    assert check_character("2017IES05000123") == "F"
    assert folio(2017, "IES-05", 123) == "2017IES05000123F"


@given(bodies)
def test_a_made_folio_is_valid(body: str) -> None:
    assert validate(body + check_character(body)) == body + check_character(body)


@given(bodies, st.data())
def test_any_single_wrong_character_is_detected(body: str, data: st.DataObject) -> None:
    good = body + check_character(body)
    place = data.draw(st.integers(0, len(good) - 1))
    wrong = data.draw(st.sampled_from([letter for letter in ALPHABET if letter != good[place]]))
    with pytest.raises(InvalidFolio):
        validate(good[:place] + wrong + good[place + 1 :])


def test_swapped_neighbours_are_detected_but_for_one_pair_per_state() -> None:
    """The hybrid system misses 36 of the 22,680 swaps that its states allow, and no other."""

    def after(state: int, *values: int) -> int:
        for value in values:
            state = 2 * ((state + value) % 36 or 36) % 37
        return state

    swaps = [(state, a, b) for state in range(1, 37) for a in range(36) for b in range(a)]
    missed = [swap for swap in swaps if after(swap[0], swap[1], swap[2]) == after(swap[0], swap[2], swap[1])]
    assert (len(swaps), len(missed)) == (22_680, 36)


def test_typed_with_spaces_and_small_letters_it_is_the_same() -> None:
    assert validate(" 2017-ies05-000123-f ") == "2017IES05000123F"
    assert normalise("2017 IES05 000123 F") == "2017IES05000123F"


@pytest.mark.parametrize("text", ["", "F", "2017", "ABCD IES05 000123 F", "2017IES05000123Ñ", "2017IES05000123_"])
def test_what_is_no_folio_is_refused_by_its_shape(text: str) -> None:
    with pytest.raises(InvalidFolio) as refusal:
        validate(text)
    assert refusal.value.reason == "shape"


def test_a_wrong_check_character_is_named_as_such() -> None:
    with pytest.raises(InvalidFolio) as refusal:
        validate("2017IES05000123G")
    assert refusal.value.reason == "check"


@pytest.mark.parametrize("sequence", [0, -1, 1_000_000])
def test_a_sequence_beyond_six_digits_is_refused(sequence: int) -> None:
    with pytest.raises(ValueError, match="sequence"):
        folio(2026, "IES-05", sequence)


def test_a_code_without_usable_letters_is_refused() -> None:
    with pytest.raises(ValueError, match="code"):
        folio(2026, "---", 1)
