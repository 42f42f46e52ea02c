"""Words are sorted as the table of their language says; a table that cannot be used says why."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from languages.alphabets import TableFault, read_table, sort_column, sort_key

NAHUATL = read_table("a ch e i k = c kw l m n o p s t tl ts w x y")
LETTERS = st.text(alphabet="aeiouāēīōūchkwtlsʼꞌɨʉüï+ ñABCÁ\u0304\u0301xyz", max_size=12)


def in_order(*words: str) -> list[str]:
    return sorted(words, key=lambda word: sort_key(word, NAHUATL))


def test_digraphs_are_letters_of_their_own() -> None:
    assert in_order("tsa", "tla", "ta", "kwa", "ka", "cha") == ["cha", "ka", "kwa", "ta", "tla", "tsa"]


def test_letters_at_one_place_differ_only_where_all_else_is_alike() -> None:
    assert in_order("ki", "ca", "ka") == ["ca", "ka", "ki"]


def test_rows_are_joined_where_they_share_letters() -> None:
    assert read_table("a ch e\ne i\ni kw").rank == read_table("a ch e i kw").rank


def test_without_a_table_the_strict_key_sorts() -> None:
    assert sort_key("t+ri", None, "hch").split("\x01")[0] == sort_key("tɨri", None, "hch").split("\x01")[0]
    assert sort_key("t+ri", None, "hch") != sort_key("tɨri", None, "hch")
    assert sorted(["zeta", "ñu", "nube"], key=lambda word: sort_key(word, None, "es-mx")) == ["nube", "ñu", "zeta"]


@pytest.mark.parametrize(
    ("table", "reason"),
    [
        ("", "empty"), (" \n ", "empty"), ("a \u0304", "mark"), ("a b a", "twice"), ("a = b\nb c\na = c", "twice"),
        ("a b\nb ch\nch a", "loop"), ("a b\na c", "open"), ("abcdefgh", "long"), ("= a", ""),
    ],
)  # fmt: skip
def test_a_table_that_cannot_be_used_says_why(table: str, reason: str) -> None:
    if not reason:
        assert read_table(table).rank == {"a": 0}
        return
    with pytest.raises(TableFault) as fault:
        read_table(table)
    assert fault.value.reason == reason


def test_a_loop_is_told_from_its_first_letter_round_to_it() -> None:
    with pytest.raises(TableFault) as fault:
        read_table("a b\nb ch\nch a")
    assert fault.value.letters[0] == fault.value.letters[-1]
    assert set(fault.value.letters) == {"a", "b", "ch"}


@given(LETTERS, LETTERS)
def test_the_order_is_total_and_the_same_for_every_normal_form(one: str, other: str) -> None:
    for order, language in ((NAHUATL, "nah-x-mexocc"), (None, "hch"), (None, "es-mx")):
        keys = [sort_key(text, order, language) for text in (one, other)]
        same = [unicodedata.normalize("NFC", " ".join(text.split())) for text in (one, other)]
        assert (keys[0] == keys[1]) == (same[0] == same[1])
        for form in ("NFC", "NFD"):
            assert sort_key(unicodedata.normalize(form, one), order, language) == keys[0]


@given(st.lists(LETTERS, max_size=6))
def test_a_column_sorts_as_the_key_does(words: list[str]) -> None:
    by_column = sorted(words, key=lambda word: sort_column(word, NAHUATL))
    firsts = [sort_key(word, NAHUATL).split("\x01")[0] for word in by_column]
    assert firsts == sorted(firsts)
    assert all((column.isascii() and column.isalnum()) or not column for column in map(sort_column, words, [None] * 9))
