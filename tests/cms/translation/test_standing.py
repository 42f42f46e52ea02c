"""The state of a text follows from what was written for which source, whatever happened in between."""

from itertools import count

from hypothesis import given
from hypothesis import strategies as st

from cms.translation.standing import (
    DRAFT,
    MISSING,
    REVIEWED,
    STALE,
    Coverage,
    coverage_of,
    part_standing,
    standing_of,
)
from cms.translation.units import PLAIN, Part, Unit
from tests.cms.translation.courses import Said

STATUSES = st.sampled_from(["proposed", "approved", "returned"])


def unit(source: str, key: str = "b:text") -> Unit:
    return Unit(key, "text", PLAIN, source, lambda _language, _text: None)


def part(*units: Unit) -> Part:
    return Part("b", "block", "text", {}, units)


def test_nothing_written_is_missing() -> None:
    assert standing_of(unit("a"), []).state == MISSING


def test_what_nobody_else_read_is_a_draft_and_not_in_use() -> None:
    said = Said("b:text", "a", "ʉ", "proposed")
    standing = standing_of(unit("a"), [said])
    assert (standing.state, standing.shown, standing.waiting) == (DRAFT, None, said)


def test_a_change_of_the_source_keeps_the_old_wording_in_use_and_its_return_makes_it_current() -> None:
    said = Said("b:text", "uno", "ʉ")
    assert standing_of(unit("uno"), [said]).state == REVIEWED
    changed = standing_of(unit("dos"), [said])
    assert (changed.state, changed.shown, changed.is_stale) == (STALE, said, True)
    assert standing_of(unit("uno"), [said]).state == REVIEWED


def test_a_new_wording_of_the_changed_source_waits_while_the_old_one_is_in_use() -> None:
    old, new = Said("b:text", "uno", "ʉ"), Said("b:text", "dos", "ɨ", "proposed")
    standing = standing_of(unit("dos"), [old, new])
    assert (standing.state, standing.shown, standing.waiting, standing.is_stale) == (DRAFT, old, new, True)


def test_the_source_that_returns_finds_its_own_wording_although_a_later_one_was_reviewed() -> None:
    old, new = Said("b:text", "uno", "ʉ"), Said("b:text", "dos", "ɨ")
    assert standing_of(unit("uno"), [old, new]).shown is old
    assert standing_of(unit("dos"), [old, new]).shown is new


def test_a_better_wording_of_a_reviewed_text_waits_beside_it() -> None:
    old, better = Said("b:text", "uno", "ʉ"), Said("b:text", "uno", "ɨ", "proposed")
    standing = standing_of(unit("uno"), [old, better])
    assert (standing.state, standing.shown, standing.waiting) == (REVIEWED, old, better)


def test_what_was_returned_is_missing_again_and_not_lost() -> None:
    sent_back = Said("b:text", "uno", "ʉ", "returned")
    standing = standing_of(unit("uno"), [sent_back])
    assert (standing.state, standing.waiting, standing.returned) == (MISSING, None, sent_back)


def test_a_row_that_moved_finds_its_wording_and_never_its_neighbours() -> None:
    first, second = Said("b:rows.0.0", "A", "ʉ"), Said("b:rows.1.0", "B", "ɨ")
    now = part(unit("nuevo", "b:rows.0.0"), unit("A", "b:rows.1.0"), unit("B", "b:rows.2.0"))
    units = part_standing(now, [first, second]).units
    assert [(s.state, s.shown) for s in units.values()] == [(MISSING, None), (REVIEWED, first), (REVIEWED, second)]


def test_a_part_stands_as_the_worst_of_its_texts() -> None:
    said = [Said("b:a", "a", "ʉ"), Said("b:b", "otro", "ɨ")]
    assert part_standing(part(unit("a", "b:a"), unit("b", "b:b")), said).state == STALE
    assert part_standing(part(unit("a", "b:a"), unit("b", "b:b"), unit("c", "b:c")), said).state == MISSING


def test_a_recording_counts_where_it_may_and_only_for_what_it_says() -> None:
    block = part(unit("Hola", "b:html"))
    said = Said("b:spoken", "Hola")
    assert part_standing(block, [said]).state == MISSING
    assert part_standing(block, [said], spoken=True).state == REVIEWED
    changed = part_standing(part(unit("Adiós", "b:html")), [said], spoken=True)
    assert (changed.state, changed.is_stale) == (STALE, True)


def test_nothing_covers_what_is_out_of_date() -> None:
    now = part(unit("Adiós", "b:html"))
    old_words, old_voice = Said("b:html", "Hola"), Said("b:spoken", "Hola")
    new_words, new_voice = Said("b:html", "Adiós", pk=9), Said("b:spoken", "Adiós", pk=9)
    for wordings in ([old_words, new_voice], [old_voice, new_words]):
        standing = part_standing(now, wordings, spoken=True)
        assert (standing.state, standing.is_stale) == (STALE, True)
        assert coverage_of([standing]).percent == 0
    both = part_standing(now, [old_words, old_voice, new_words, new_voice], spoken=True)
    assert (both.state, both.is_stale) == (REVIEWED, False)


def test_coverage_counts_apart_what_is_written_what_is_said_and_what_is_both() -> None:
    words, voice = Said("b:html", "Hola"), Said("b:spoken", "Hola")
    block = part(unit("Hola", "b:html"))
    standings = [part_standing(block, said, spoken=True) for said in ([], [words], [voice], [voice], [words, voice])]
    coverage = coverage_of(standings)
    assert (coverage.written, coverage.said, coverage.both) == (1, 2, 1)
    assert coverage.unsaid == 2, "what is only written, and what is not even that"
    assert coverage_of([part_standing(block, [words])]).unsaid == 0, "where voices do not count nothing lacks one"
    assert (coverage.total, coverage.percent) == (5, 80)


@given(st.lists(st.tuples(st.sampled_from(["b:html", "b:spoken"]), st.sampled_from("ab"), STATUSES), max_size=10))
def test_with_recordings_too_coverage_is_never_whole_while_anything_is_out_of_date(
    history: list[tuple[str, str, str]],
) -> None:
    said = [Said(key, source, "t", status, pk=place) for place, (key, source, status) in enumerate(history, start=1)]
    standing = part_standing(part(unit("a", "b:html")), said, spoken=True)
    coverage = coverage_of([standing])
    assert not (standing.is_stale and coverage.percent == 100)
    assert coverage.written + coverage.said + coverage.both == coverage.counts[REVIEWED]


def test_coverage_says_a_hundred_only_when_all_is_reviewed() -> None:
    assert Coverage({REVIEWED: 999, STALE: 1}).percent == 99
    assert Coverage({REVIEWED: 1000}).percent == 100
    assert Coverage({}).percent == 0


HISTORY = st.lists(st.tuples(st.sampled_from("abc"), STATUSES), max_size=12)


def wordings(history: list[tuple[str, str]]) -> list[Said]:
    numbers = count(1)
    return [Said("b:text", source, f"t{next(numbers)}", status, pk=place + 1) for place, (source, status) in
            enumerate(history)]  # fmt: skip


@given(HISTORY, st.sampled_from("abc"), st.lists(st.sampled_from("abc"), max_size=5))
def test_states_follow_from_the_source_of_now_alone(
    history: list[tuple[str, str]], source: str, visited_before: list[str]
) -> None:
    said = wordings(history)
    before = standing_of(unit(source), said)
    for visited in visited_before:
        standing_of(unit(visited), said)
    assert standing_of(unit(source), said) == before


@given(HISTORY, st.sampled_from("abc"))
def test_only_a_reviewed_wording_of_this_very_source_makes_it_reviewed(
    history: list[tuple[str, str]], source: str
) -> None:
    said = wordings(history)
    standing = standing_of(unit(source), said)
    assert (standing.state == REVIEWED) == any(w.status == "approved" and w.source == source for w in said)
    assert standing.shown is None or standing.shown.status == "approved"
    assert (
        standing.waiting is None
        or (standing.waiting.status == "proposed" and standing.waiting.source == source)
        or (standing.state == STALE)
    )


@given(st.lists(st.tuples(st.sampled_from("abc"), HISTORY), min_size=1, max_size=6))
def test_coverage_is_never_whole_while_anything_is_out_of_date(parts: list[tuple[str, list[tuple[str, str]]]]) -> None:
    standings = [part_standing(part(unit(source)), wordings(history)) for source, history in parts]
    coverage = coverage_of(standings)
    assert (coverage.percent == 100) == all(standing.state == REVIEWED for standing in standings)
    assert coverage.total == len(parts)
