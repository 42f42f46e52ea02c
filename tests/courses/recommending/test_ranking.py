"""Which courses come first, and why."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from courses.recommending.ranking import TOP, Candidate, dimensions_of, ranked, share_of

LOW, MIDDLE = Fraction(0), Fraction(1, 3)
SHARES = st.sampled_from([share_of(position, 4) for position in range(1, 5)])
RESULTS = st.dictionaries(st.integers(1, 6), SHARES)
DIMENSIONS = st.frozensets(st.integers(1, 6), max_size=4)
CANDIDATES = st.lists(
    st.builds(
        Candidate,
        st.integers(0, 30),
        st.sampled_from("abc"),
        st.frozensets(st.integers(1, 6), max_size=4),
        st.booleans(),
    ),
    unique_by=lambda one: one.key,
    max_size=12,
)
KNOWN = st.sets(st.integers(0, 30), max_size=6)


def keys(results: dict[int, Fraction], *candidates: Candidate[str], known: set[str] | None = None) -> list[str]:
    return [one.key for one in ranked(results, candidates, known=known or set())]


def course(key: str, *dimensions: int, group: bool = False) -> Candidate[str]:
    return Candidate(key, f"Curso {key}", frozenset(dimensions), group)


def test_what_came_out_weakest_comes_first() -> None:
    assert keys({1: MIDDLE, 2: LOW}, course("a", 1), course("b", 2)) == ["b", "a"]


def test_a_course_for_two_of_the_weakest_comes_before_one_for_one() -> None:
    assert keys({1: LOW, 2: LOW}, course("a", 1), course("b", 1, 2)) == ["b", "a"]


def test_an_open_group_decides_among_equals_and_then_the_title() -> None:
    assert keys({1: LOW}, course("b", 1), course("a", 1), course("c", 1, group=True)) == ["c", "a", "b"]


def test_the_reasons_stand_with_the_weakest_first() -> None:
    assert ranked({1: MIDDLE, 2: LOW, 3: TOP}, [course("a", 1, 2, 3)], known=set())[0].because == (2, 1)


def test_at_the_highest_level_nothing_is_recommended() -> None:
    assert keys({1: TOP}, course("a", 1)) == []
    assert share_of(1, 1) == TOP


def test_a_skill_belongs_to_the_top_node_above_it_and_to_its_like_in_other_versions() -> None:
    parents = {1: None, 11: 1, 111: 11, 2: None, 21: 2}
    assert dimensions_of(111, parents=parents, alike={}) == {1}
    assert dimensions_of(111, parents=parents, alike={11: {21}}) == {1, 2}


def test_a_loop_in_the_data_ends() -> None:
    assert dimensions_of(1, parents={1: 2, 2: 1}, alike={}) == frozenset()


@given(RESULTS, CANDIDATES, KNOWN)
def test_the_order_of_candidates_changes_nothing(
    results: dict[int, Fraction], candidates: list[Candidate[int]], known: set[int]
) -> None:
    assert ranked(results, candidates, known=known) == ranked(results, candidates[::-1], known=known)


@given(RESULTS, CANDIDATES, KNOWN)
def test_nothing_known_and_nothing_without_a_reason_is_recommended(
    results: dict[int, Fraction], candidates: list[Candidate[int]], known: set[int]
) -> None:
    by_key = {one.key: one for one in candidates}
    for one in ranked(results, candidates, known=known):
        assert one.key not in known
        assert one.because
        assert set(one.because) <= by_key[one.key].dimensions
        assert all(results[dimension] < TOP for dimension in one.because)


@given(RESULTS, CANDIDATES)
def test_the_weakest_dimension_served_never_gets_weaker_down_the_list(
    results: dict[int, Fraction], candidates: list[Candidate[int]]
) -> None:
    lowest = [results[one.because[0]] for one in ranked(results, candidates, known=set())]
    assert lowest == sorted(lowest)


@given(RESULTS, CANDIDATES, KNOWN)
def test_completing_a_course_takes_it_away_and_moves_nothing_else(
    results: dict[int, Fraction], candidates: list[Candidate[int]], known: set[int]
) -> None:
    before = [one for one in ranked(results, candidates, known=set()) if one.key not in known]
    assert ranked(results, candidates, known=known) == before
