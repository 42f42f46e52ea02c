"""What is covered of a framework."""

from hypothesis import given
from hypothesis import strategies as st

from courses.records.coverage import Branch, Node, coverage

NODES = [Node(1, None, "1", "a"), Node(2, None, "2", "b"), Node(11, 1, "1.1", "c"), Node(12, 1, "1.2", "d")]


def counts(gained: set[int]) -> tuple[int, int]:
    branches = coverage(NODES, gained)
    return sum(branch.covered for branch in branches), sum(branch.leaves for branch in branches)


def test_leaves_are_what_counts() -> None:
    assert counts(set()) == (0, 3)
    assert counts({11}) == (1, 3)
    assert counts({11, 2}) == (2, 3)


def test_whoever_gained_a_node_gained_what_stands_below_it() -> None:
    assert counts({1}) == (2, 3)
    assert coverage(NODES, {1})[0].branches[0].is_covered


def test_a_node_is_covered_once_all_below_it_is() -> None:
    assert not coverage(NODES, {11})[0].is_covered
    assert coverage(NODES, {11, 12})[0].is_covered


def test_a_loop_in_the_data_is_left_out() -> None:
    assert coverage([Node(1, 2, "1", "a"), Node(2, 1, "2", "b")], {1}) == []


def _all(branches: list[Branch]) -> list[Branch]:
    return [found for branch in branches for found in (branch, *_all(branch.branches))]


@given(st.sets(st.sampled_from([1, 2, 11, 12])), st.sampled_from([1, 2, 11, 12]))
def test_gaining_one_more_skill_never_takes_anything_away(gained: set[int], more: int) -> None:
    before, after = _all(coverage(NODES, gained)), _all(coverage(NODES, gained | {more}))
    for one, other in zip(before, after, strict=True):
        assert other.covered >= one.covered
        assert other.is_covered >= one.is_covered
        assert 0 <= one.covered <= one.leaves
