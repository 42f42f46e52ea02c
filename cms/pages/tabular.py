"""A table as an author pastes it from a spreadsheet: one line per row, cells apart by tabs. Pure."""

import re
import unicodedata

NUMBER = re.compile(r"[-+−]?\s?[$€]?\s?\d[\d\s.,]*\s?%?")
MOST_ROWS, MOST_COLUMNS, LONGEST_CELL = 60, 12, 300


def cells_of(pasted: str) -> list[list[str]]:
    """Rows of equally many cells, without the empty rows and columns around them."""
    lines = unicodedata.normalize("NFC", pasted or "").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    rows = [[" ".join(cell.split()) for cell in line.split("\t")] for line in lines]
    while rows and not any(rows[-1]):
        rows.pop()
    width = max((_used(row) for row in rows), default=0)
    return [(row + [""] * width)[:width] for row in rows]


def _used(row: list[str]) -> int:
    return max((place for place, cell in enumerate(row, start=1) if cell), default=0)


def is_number(text: str) -> bool:
    """Whether a cell is a number as people write it: 1,250.5 · 12 % · $300."""
    return NUMBER.fullmatch(text.strip()) is not None


def numeric_columns(rows: list[list[str]]) -> list[bool]:
    """For each column whether all its cells that say something are numbers."""
    columns = zip(*rows, strict=True)
    return [any(column) and all(is_number(cell) for cell in column if cell) for column in columns]
