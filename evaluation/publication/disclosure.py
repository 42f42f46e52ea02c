"""Disclosure control: which cells of a table of counts may be published. Pure; docs/evaluation.md explains the rules.

A table is a set of named cells and of sums (total = parts). Cells of 1 to 4 are hidden first (primary); then, as long
as a hidden cell follows from what is shown, another cell of the sum that gives it away is hidden too (complementary).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np

Cell = tuple[str, ...]
SMALL_COUNTS = range(1, 5)
MINIMUM_FOR_MEANS = 10
TOLERANCE = 1e-9


class Hidden(StrEnum):
    """Why a cell is not shown."""

    SMALL = "small"
    COMPLEMENTARY = "complementary"


@dataclass(frozen=True)
class Sum:
    """``total`` is the sum of ``parts``; everybody knows it from the headings of the table."""

    total: Cell
    parts: tuple[Cell, ...]

    @property
    def cells(self) -> tuple[Cell, ...]:
        return (self.total, *self.parts)


@dataclass(frozen=True)
class Table:
    """Counts, and the sums that bind them.

    ``implied`` cells are never printed: they stand for what a reader can work out (a remainder, a difference).
    ``former`` cells stand in an earlier release: their being shown or hidden cannot be changed any more.
    ``rank`` says what to give up first when something must be: low before high (0 when absent).
    """

    counts: Mapping[Cell, int]
    sums: tuple[Sum, ...]
    implied: frozenset[Cell] = field(default_factory=frozenset)
    former: frozenset[Cell] = field(default_factory=frozenset)
    rank: Mapping[Cell, int] = field(default_factory=dict)

    @property
    def printable(self) -> set[Cell]:
        return set(self.counts) - self.implied - self.former


def is_small(count: int) -> bool:
    """Whether the count alone tells of too few persons (of a difference, its size counts)."""
    return abs(count) in SMALL_COUNTS


def hidden_cells(table: Table, *, also: Iterable[Cell] = ()) -> dict[Cell, Hidden]:
    """The cells not to be shown, each with its reason; ``also`` are hidden and protected whatever their size."""
    hidden = {cell: Hidden.SMALL for cell in table.printable if is_small(table.counts[cell])}
    hidden |= dict.fromkeys(also, Hidden.SMALL)
    secrets = set(hidden) | {cell for cell in table.implied if is_small(table.counts[cell])}
    while leaking := recoverable(table, hidden) & secrets:
        victim = _victim(table, hidden, min(leaking))
        if victim is None:
            break
        hidden[victim] = Hidden.COMPLEMENTARY
    return hidden


def eliminated(table: Table, hidden: Iterable[Cell]) -> set[Cell]:
    """Repeated elimination: what a reader finds by solving sums with one unknown, again and again."""
    unknown, found = set(hidden) | table.implied, set[Cell]()
    while solved := {cell for one in table.sums if (cell := _only_unknown(one, unknown)) is not None}:
        unknown -= solved
        found |= solved
    return found


def recoverable(table: Table, hidden: Iterable[Cell]) -> set[Cell]:
    """The unknown cells that follow from all sums taken together: repeated elimination finds some, algebra all.

    A cell is determined exactly when no vector of the null space of the sums (over the unknown cells) moves it.
    """
    unknown = sorted(set(hidden) | table.implied)
    column = {cell: index for index, cell in enumerate(unknown)}
    rows = [_row(one, column) for one in table.sums if any(cell in column for cell in one.cells)]
    if not rows:
        return set()
    _left, values, right = np.linalg.svd(np.array(rows))
    moves = np.abs(right[int((values > TOLERANCE).sum()) :])
    moved = moves.max(axis=0) > TOLERANCE if len(moves) else np.zeros(len(unknown), dtype=np.bool_)
    return {cell for cell, index in column.items() if not moved[index]}


def _only_unknown(one: Sum, unknown: set[Cell]) -> Cell | None:
    missing = [cell for cell in one.cells if cell in unknown]
    return missing[0] if len(missing) == 1 else None


def _row(one: Sum, column: Mapping[Cell, int]) -> list[float]:
    row = [0.0] * len(column)
    for cell, sign in [(one.total, -1.0), *((part, 1.0) for part in one.parts)]:
        if cell in column:
            row[column[cell]] += sign
    return row


def _victim(table: Table, hidden: Mapping[Cell, Hidden], leak: Cell) -> Cell | None:
    """The cheapest cell whose hiding stops the leak; when none does alone, the cheapest that shares a sum with it."""
    shown = table.printable - set(hidden)
    for candidate in sorted(shown, key=lambda cell: _cost(table, cell)):
        if leak not in recoverable(table, [*hidden, candidate]):
            return candidate
    near = {cell for one in table.sums if leak in one.cells for cell in one.cells} & shown
    return min(near or shown, key=lambda cell: _cost(table, cell), default=None)


def _cost(table: Table, cell: Cell) -> tuple[int, int, Cell]:
    return table.rank.get(cell, 0), table.counts[cell], cell
