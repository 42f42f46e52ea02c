"""From inputs to findings: who is counted where, and that order does not matter."""

import random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from evaluation.analysis.pilot import findings_of, flow_of

Record = dict[str, Any]


def record(
    number: int, before: int | None, after: int | None, *, completed: bool = True, institute: str = "A"
) -> Record:
    def points(value: int | None) -> list[str] | None:
        return None if value is None else [f"{value}.000", "20.000"]

    return {
        "institute": institute,
        "pseudonym": f"{number:04d}",
        "pre": points(before),
        "post": points(after),
        "completed": completed,
        "certified": completed,
    }


def inputs(*people: Record) -> dict[str, Any]:
    codes = sorted({person["institute"] for person in people} | {"A"})
    return {
        "confidence": 0.95,
        "sites": [{"code": code, "invited": 50} for code in codes],
        "participants": list(people),
    }


def test_each_exclusion_has_its_reason() -> None:
    people = [record(1, 10, 12), record(2, None, 12), record(3, 10, None), record(4, 10, None, completed=False)]
    learning = next(row for row in findings_of(inputs(*people)) if row.measure == "learning")
    assert learning.n == 1
    assert learning.exclusions == {"no_pre": 1, "not_completed": 1, "no_post": 1}
    assert learning.statistic["leavers"] == {"n": 2, "mean_pre": 50.0}


def test_scores_are_percent_of_the_points() -> None:
    learning = findings_of(inputs(record(1, 10, 15), record(2, 12, 17), record(3, 6, 20)))[1]
    assert learning.statistic["mean_pre"] == 46.666667


def test_an_institute_without_anybody_is_empty_and_not_missing() -> None:
    rows = findings_of({**inputs(), "sites": [{"code": "A", "invited": 3}]})
    assert [(row.institute, row.n) for row in rows if row.measure == "learning"] == [("A", 0), ("", 0)]


@settings(max_examples=30, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20) | st.none(), st.booleans()), max_size=25), st.randoms()
)
def test_order_does_not_matter_and_steps_only_fall(
    people: list[tuple[int, int | None, bool]], shuffle: random.Random
) -> None:
    records = [record(n, a, b, completed=c, institute="AB"[n % 2]) for n, (a, b, c) in enumerate(people)]
    mixed = list(records)
    shuffle.shuffle(mixed)
    assert findings_of(inputs(*records)) == findings_of(inputs(*mixed))
    flow = flow_of(50, records)
    steps = [flow[step] for step in ("invited", "consented", "pre", "completed", "post", "analysed")]
    assert steps == sorted(steps, reverse=True)
