"""Where completed courses leave somebody in a programme."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from courses.programmes.standing import Place, hours_asked, standing

START = datetime(2026, 1, 1, tzinfo=UTC)
Places = list[Place[int]]
Done = dict[int, datetime]
PLACES = st.lists(
    st.builds(Place, st.integers(0, 9), st.integers(1, 200), st.booleans()), unique_by=lambda place: place.course
)
COMPLETED = st.dictionaries(st.integers(0, 12), st.integers(0, 900).map(lambda days: START + timedelta(days=days)))


def test_the_first_missing_required_course_comes_next() -> None:
    places = [Place("a", 20, True), Place("b", 40, False), Place("c", 20, True)]
    found = standing(places, {"a": START})
    assert (found.next_course, found.done, found.required, found.is_completed) == ("c", 1, 2, False)


def test_optional_courses_keep_nobody_waiting_and_add_their_hours() -> None:
    places = [Place("a", 20, True), Place("b", 40, False)]
    assert standing(places, {"a": START}).completed_at == START
    assert standing(places, {"a": START, "b": START}).hours_done == 60
    assert hours_asked(places) == 20


def test_it_is_completed_with_the_last_required_course() -> None:
    later = START + timedelta(days=3)
    places = [Place("a", 20, True), Place("b", 20, True), Place("c", 20, False)]
    assert standing(places, {"a": later, "b": START, "c": later + timedelta(days=1)}).completed_at == later


def test_nobody_completes_a_programme_that_asks_for_nothing() -> None:
    assert not standing([Place("a", 20, False)], {"a": START}).is_completed
    assert not standing([], {}).is_completed


@given(PLACES, COMPLETED)
def test_completing_one_more_course_never_takes_anything_away(places: Places, done: Done) -> None:
    before = standing(places, done)
    for place in places:
        after = standing(places, {place.course: START} | done)
        assert after.done >= before.done
        assert after.hours_done >= before.hours_done
        assert after.is_completed >= before.is_completed


@given(PLACES, COMPLETED)
def test_it_is_completed_exactly_when_nothing_comes_next(places: Places, done: Done) -> None:
    found = standing(places, done)
    assert found.is_completed == (found.next_course is None and found.required > 0)
    assert 0 <= found.done <= found.required


@given(PLACES, COMPLETED)
def test_the_order_of_courses_decides_only_which_comes_next(places: Places, done: Done) -> None:
    one, other = standing(places, done), standing(places[::-1], done)
    assert (one.done, one.hours_done, one.completed_at) == (other.done, other.hours_done, other.completed_at)
