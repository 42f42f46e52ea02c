"""Tables as they come out of a spreadsheet."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.pages.tabular import cells_of, is_number, numeric_columns


def test_rows_get_the_same_number_of_cells_and_no_empty_edges() -> None:
    assert cells_of("Grado\tNiñas\t\r\nPrimero\t12\r\nSegundo\n\n\t\n") == [
        ["Grado", "Niñas"], ["Primero", "12"], ["Segundo", ""],
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["12", "1,250.5", "-3", "12 %", "$300", "1 250"])
def test_numbers_are_known_as_people_write_them(text: str) -> None:
    assert is_number(text)


@pytest.mark.parametrize("text", ["", "12 niñas", "a", "%", "Primero"])
def test_words_are_no_numbers(text: str) -> None:
    assert not is_number(text)


def test_a_column_is_numeric_when_all_that_is_said_in_it_is() -> None:
    assert numeric_columns([["a", "1", ""], ["b", "", ""], ["c", "3 %", ""]]) == [False, True, False]


@given(st.text())
def test_whatever_is_pasted_is_a_rectangle(pasted: str) -> None:
    rows = cells_of(pasted)
    assert len({len(row) for row in rows}) <= 1
    assert rows == cells_of("\n".join("\t".join(row) for row in rows))
