"""Works are shared out fairly: nobody reads their own, each is read as often as every other, order changes nothing."""

from collections import Counter
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from courses.peers.assigning import assigned

works = st.sets(st.uuids(), max_size=12)
each = st.integers(1, 4)


@given(works, each)
def test_nobody_reads_their_own_work_nor_one_work_twice(some: set[UUID], number: int) -> None:
    for work, read in assigned(some, number, "task").items():
        assert work not in read
        assert len(set(read)) == len(read)


@given(works, each)
def test_everybody_reads_as_many_and_is_read_as_often(some: set[UUID], number: int) -> None:
    shared = assigned(some, number, "task")
    wanted = min(number, max(len(some) - 1, 0))
    assert all(len(read) == wanted for read in shared.values())
    loads = Counter(work for read in shared.values() for work in read)
    assert all(loads[work] == wanted for work in some)


@given(st.lists(st.uuids(), unique=True, max_size=12), each, st.randoms(use_true_random=False))
def test_the_order_in_which_people_come_changes_nothing(some: list[UUID], number: int, random: object) -> None:
    shuffled = list(some)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert assigned(shuffled, number, "task") == assigned(some, number, "task")
