"""Whom a review asks and when it is over: laws of pure functions."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from cms.review.stages import Outcome, Party, Said, Standing, reminder_due, renumbered, standing

PARTIES = st.lists(st.tuples(st.integers(1, 4), st.booleans()), min_size=1, max_size=7).map(
    lambda rows: [Party(key, stage, approves) for key, (stage, approves) in enumerate(rows)]
)
DAYS = st.dates(date(2026, 1, 1), date(2027, 12, 31))


def say(parties: list[Party[int]], key: int, said: Said) -> list[Party[int]]:
    return [Party(p.key, p.stage, p.approves, said if p.key == key else p.said) for p in parties]


def play(parties: list[Party[int]], order: list[int], returning: set[int] = frozenset()) -> Standing[int]:  # type: ignore[assignment]
    """Let people answer in the order given; who is not asked yet has to wait for another turn."""
    waiting = list(order)
    while waiting:
        now = standing(parties)
        turn = next((key for key in waiting if key in now.asked), None)
        if now.outcome is not Outcome.OPEN or turn is None:
            break
        waiting.remove(turn)
        approves = next(party.approves for party in parties if party.key == turn)
        said = Said.RETURNED if turn in returning else Said.APPROVED
        parties = say(parties, turn, said if approves else Said.READ)
    return standing(parties)


@given(PARTIES, st.randoms())
def test_the_order_of_answers_never_matters(parties: list[Party[int]], random: "st.randoms") -> None:  # type: ignore[valid-type]
    keys = [party.key for party in parties]
    shuffled = random.sample(keys, len(keys))  # type: ignore[attr-defined]
    assert play(parties, keys) == play(parties, shuffled)


@given(PARTIES)
def test_a_later_stage_never_opens_early(parties: list[Party[int]]) -> None:
    for party in [p for p in parties if p.approves]:
        parties = say(parties, party.key, Said.APPROVED)
        now = standing(parties)
        for later in [p for p in parties if p.approves and p.key in now.asked]:
            before = [p for p in parties if p.approves and p.stage < later.stage]
            assert all(p.said is Said.APPROVED for p in before)


@given(PARTIES, st.sampled_from([Said.NOTHING, Said.READ, Said.RETURNED]))
def test_who_only_comments_never_holds_anybody_up(parties: list[Party[int]], said: Said) -> None:
    silent = [party.key for party in parties if not party.approves]
    outcome = play(parties, [party.key for party in parties if party.approves]).outcome
    for key in silent:
        parties = say(parties, key, said)
    assert play(parties, [party.key for party in parties if party.approves]).outcome is outcome
    assert outcome is (Outcome.APPROVED if len(silent) < len(parties) else Outcome.OPEN)


@given(PARTIES, st.data())
def test_one_request_for_changes_ends_the_round(parties: list[Party[int]], data: st.DataObject) -> None:
    approving = [party.key for party in parties if party.approves]
    if approving:
        one = data.draw(st.sampled_from(approving))
        assert play(parties, [party.key for party in parties], {one}).outcome is Outcome.RETURNED


@given(PARTIES)
def test_somebody_is_asked_from_the_start_and_everyone_by_the_end(parties: list[Party[int]]) -> None:
    assert standing(parties).asked
    assert play(parties, [party.key for party in parties]).asked == {party.key for party in parties}


@given(PARTIES)
def test_who_was_asked_stays_asked(parties: list[Party[int]]) -> None:
    asked = standing(parties).asked
    for party in parties:
        parties = say(parties, party.key, Said.APPROVED if party.approves else Said.READ)
        assert asked <= standing(parties).asked
        asked = standing(parties).asked


@given(st.lists(st.integers(1, 90)))
def test_stages_are_numbered_without_gaps_and_keep_their_order(stages: list[int]) -> None:
    numbers = renumbered(stages)
    assert sorted(numbers.values()) == list(range(1, len(set(stages)) + 1))
    assert [numbers[stage] for stage in sorted(set(stages))] == sorted(numbers.values())


@given(DAYS, st.integers(0, 30), st.integers(0, 60))
def test_reminders_are_few_and_on_working_days(asked_on: date, until_due: int, late: int) -> None:
    due_on, reminded_on = asked_on + timedelta(days=until_due), None
    sent: list[date] = []
    for offset in range(until_due + late + 1):
        today = asked_on + timedelta(days=offset)
        if reminder_due(due_on, today, asked_on=asked_on, reminded_on=reminded_on):
            sent.append(today)
            reminded_on = today
        assert not reminder_due(due_on, today, asked_on=asked_on, reminded_on=reminded_on) or reminded_on != today
    assert all(day.weekday() < 5 and day > asked_on and day >= due_on - timedelta(days=2) for day in sent)
    assert len(sent) <= 2 + late // 7 + 1


def test_reminders_two_days_before_on_the_day_and_weekly() -> None:
    asked_on, due_on = date(2026, 3, 2), date(2026, 3, 13)  # a Monday, a Friday
    sent, last = [], None
    for offset in range(40):
        today = asked_on + timedelta(days=offset)
        if reminder_due(due_on, today, asked_on=asked_on, reminded_on=last):
            sent.append(today)
            last = today
    assert sent[:4] == [date(2026, 3, 11), date(2026, 3, 13), date(2026, 3, 20), date(2026, 3, 27)]


def test_what_falls_on_a_weekend_is_made_up_for_on_monday() -> None:
    due_on = date(2026, 3, 14)  # a Saturday
    asked_on, said = date(2026, 3, 2), date(2026, 3, 12)
    assert not reminder_due(due_on, date(2026, 3, 14), asked_on=asked_on, reminded_on=said)
    assert reminder_due(due_on, date(2026, 3, 16), asked_on=asked_on, reminded_on=said)
