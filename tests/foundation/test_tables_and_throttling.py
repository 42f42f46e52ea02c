"""CSV that is safe in a spreadsheet; counting how often somebody asks."""

import csv
import io

import pytest
import time_machine

from foundation.tables import csv_response, safe_cell
from foundation.throttling import allowed


@pytest.mark.parametrize("text", ["=1+1", "+52", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_a_formula_is_defused(text: str) -> None:
    assert safe_cell(text) == f"'{text}"


@pytest.mark.parametrize("value", ["Núñez", 5, -5, 2.5, "a=1"])
def test_other_values_stay(value: object) -> None:
    assert safe_cell(value) == value


def test_a_download_reads_back() -> None:
    response = csv_response("personas.csv", ["nombre", "nota"], [["Núñez, Ana", None], ['con "comillas"\n', 8]])
    text = b"".join(response.streaming_content).decode("utf-8-sig")  # type: ignore[arg-type]
    assert list(csv.reader(io.StringIO(text))) == [["nombre", "nota"], ["Núñez, Ana", ""], ['con "comillas"\n', "8"]]
    assert response["Content-Disposition"] == 'attachment; filename="personas.csv"'


def test_counts_until_the_limit_and_starts_again_in_the_next_window() -> None:
    with time_machine.travel("2026-03-02 12:00:00 +0000", tick=False) as clock:
        assert [allowed("a", limit=2, seconds=60) for _ in range(3)] == [True, True, False]
        assert allowed("b", limit=2, seconds=60)
        clock.shift(61)
        assert allowed("a", limit=2, seconds=60)


def test_a_limit_of_nothing_lets_nobody_pass() -> None:
    assert not allowed("a", limit=0, seconds=60)
