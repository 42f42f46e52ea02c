"""Disclosure control: nothing small is shown, and nothing small follows from what is shown."""

from hypothesis import given, settings
from hypothesis import strategies as st

from evaluation.publication.disclosure import Cell, Hidden, Sum, Table, eliminated, hidden_cells, is_small, recoverable
from evaluation.publication.releasing import COUNTS, TOTAL, hidden_in, table_of


def column(*counts: int) -> Table:
    cells: dict[tuple[str, ...], int] = {(str(index),): count for index, count in enumerate(counts)}
    return Table({**cells, ("total",): sum(counts)}, (Sum(("total",), tuple(cells)),), rank={("total",): 9})


def test_small_counts_are_hidden_zero_and_five_are_not() -> None:
    assert [count for count in range(7) if is_small(count)] == [1, 2, 3, 4]


def test_a_single_hidden_cell_takes_the_next_smallest_with_it() -> None:
    assert hidden_cells(column(3, 20, 12)) == {("0",): Hidden.SMALL, ("2",): Hidden.COMPLEMENTARY}


def test_two_hidden_cells_protect_each_other() -> None:
    assert set(hidden_cells(column(3, 2, 12))) == {("0",), ("1",)}


def test_the_total_goes_when_nothing_else_can() -> None:
    assert hidden_cells(column(3)) == {("0",): Hidden.SMALL, ("total",): Hidden.SMALL}


def test_elimination_finds_what_one_sum_after_another_gives_away() -> None:
    sums = (Sum(("t",), (("a",), ("b",))), Sum(("b",), (("c",), ("d",))))
    table = Table({("t",): 30, ("a",): 10, ("b",): 20, ("c",): 3, ("d",): 17}, sums)
    assert eliminated(table, [("b",), ("c",)]) == {("b",), ("c",)}


def test_algebra_finds_what_no_single_sum_gives_away() -> None:
    """a + b = 7, a + c = 9, b + c = 8: each sum has two unknowns, together they have one solution."""
    a, b, c = ("a",), ("b",), ("c",)
    table = Table(
        {a: 4, b: 3, c: 5, ("x",): 7, ("y",): 9, ("z",): 8},
        (Sum(("x",), (a, b)), Sum(("y",), (a, c)), Sum(("z",), (b, c))),
    )
    assert eliminated(table, [a, b, c]) == set()
    assert recoverable(table, [a, b, c]) == {a, b, c}


institutes = st.lists(
    st.tuples(st.integers(0, 45), st.integers(0, 45), st.integers(0, 45), st.integers(0, 45)), min_size=1, max_size=13
)


def counts_from(rows: list[tuple[int, ...]]) -> dict[Cell, int]:
    """Counts in which completed and certified never exceed participants, nor analysed those who completed."""
    counts: dict[Cell, int] = {}
    for index, (participants, completed, certified, analysed) in enumerate(rows):
        done = min(participants, completed)
        values = (participants, done, min(done, certified), min(done, analysed))
        counts |= {(f"I{index:02d}", name): value for name, value in zip(COUNTS, values, strict=True)}
    return counts | {
        (TOTAL, name): sum(value for (_c, other), value in counts.items() if other == name) for name in COUNTS
    }


@settings(max_examples=60, deadline=None)
@given(institutes)
def test_a_release_never_gives_back_what_it_hides(rows: list[tuple[int, ...]]) -> None:
    counts = counts_from(rows)
    hidden = hidden_in(counts)
    table = table_of(counts)
    shown = set(counts) - set(hidden)
    small = {cell for cell, count in table.counts.items() if is_small(count)}
    assert not {cell for cell in shown if is_small(counts[cell])}
    assert not (eliminated(table, hidden) | recoverable(table, hidden)) & (small | set(_withheld(hidden)))
    assert all(counts[code, "analysed"] >= 10 for code, name in shown if name == "analysed")


def _withheld(hidden: dict[Cell, Hidden]) -> set[Cell]:
    return {cell for cell, reason in hidden.items() if reason is Hidden.SMALL}


def test_one_small_institute_takes_a_second_one_with_it() -> None:
    counts = counts_from([(9, 9, 9, 9), (40, 30, 30, 30), (40, 30, 30, 25), (40, 30, 30, 28)])
    hidden = hidden_in(counts)
    assert {code for code, name in hidden if name == "analysed"} == {"I00", "I02"}


def test_a_remainder_of_few_is_hidden_too() -> None:
    """38 of 40 completed: two did not, and a second institute must keep their number from the total."""
    counts = counts_from([(40, 38, 30, 30), (40, 30, 30, 30), (40, 31, 30, 30)])
    hidden = hidden_in(counts)
    assert ("I00", "completed") in hidden
    assert len([cell for cell in hidden if cell[1] == "completed"]) >= 2
    assert not [cell for cell in hidden if cell[1] in ("participants", "analysed")]


def test_everybody_of_a_small_group_is_hidden() -> None:
    counts = counts_from([(15, 15, 10, 15), (15, 15, 10, 15), (40, 30, 30, 30)])
    assert {("I00", "completed"), ("I01", "completed")} <= set(hidden_in(counts))


def test_a_change_of_few_since_the_former_release_is_hidden() -> None:
    before = counts_from([(40, 30, 20, 20), (40, 30, 20, 20)])
    now = counts_from([(40, 30, 20, 22), (40, 30, 20, 30)])
    hidden = hidden_in(now, before=(before, set()))
    assert ("I00", "analysed") in hidden
    assert ("I00", "participants") not in hidden
