"""What we write, a reader of RFC 5545 reads."""

from datetime import UTC, date, datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from courses.agenda.icalendar import Entry, calendar, folded
from tests.courses.agenda.factories import parsed, unfolded

AT = datetime(2026, 9, 1, 12, tzinfo=UTC)
WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=120)
JALISCO = timezone(timedelta(hours=-6))


def entry(**more: object) -> Entry:
    known = {"uid": "a@b", "title": "Taller", "first": date(2026, 9, 1), "last": date(2026, 9, 1), "changed_at": AT}
    return Entry(**{**known, **more})  # type: ignore[arg-type]


def only(**more: object) -> dict[str, str]:
    return parsed(calendar("Mi calendario", [entry(**more)]).encode())[0]


def test_a_day_ends_with_the_next_one() -> None:
    event = only(last=date(2026, 9, 30))
    assert event["DTSTART;VALUE=DATE"] == "20260901"
    assert event["DTEND;VALUE=DATE"] == "20261001"


def test_a_moment_stands_in_utc() -> None:
    event = only(first=datetime(2026, 9, 1, 19, tzinfo=JALISCO), last=datetime(2026, 9, 1, 21, tzinfo=JALISCO))
    assert (event["DTSTART"], event["DTEND"]) == ("20260902T010000Z", "20260902T030000Z")


def test_what_changed_says_how_often_and_when() -> None:
    event = only(sequence=3, changed_at=AT + timedelta(days=1), is_cancelled=True)
    assert (event["SEQUENCE"], event["LAST-MODIFIED"], event["STATUS"]) == ("3", "20260902T120000Z", "CANCELLED")


def test_nothing_in_a_text_can_begin_a_line_of_its_own() -> None:
    event = only(title="Uno\r\nEND:VEVENT\r\nBEGIN:VEVENT", text="a;b,c\\n\nd", place="Aula\x004")
    assert event["SUMMARY"] == "Uno\nEND:VEVENT\nBEGIN:VEVENT"
    assert event["DESCRIPTION"] == "a;b,c\\n\nd"
    assert event["LOCATION"] == "Aula4"


def test_the_same_entries_give_the_same_file() -> None:
    assert calendar("a", [entry()]) == calendar("a", [entry()])


@given(WORDS)
def test_a_line_of_any_letters_is_folded_without_loss(text: str) -> None:
    plain = "".join(letter for letter in text if letter not in "\r\n")
    assert unfolded(f"X:{'ñ' * 80}{plain}".encode() and f"{folded(f'X:{plain}')}\r\n".encode()) == [f"X:{plain}"]


@given(WORDS, WORDS)
def test_any_text_comes_back_as_it_was(title: str, text: str) -> None:
    event = only(title=title, text=text)
    assert event["SUMMARY"] == _kept(title)
    assert event.get("DESCRIPTION", "") == _kept(text)


def _kept(text: str) -> str:
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(letter for letter in plain if letter in "\n\t" or (ord(letter) >= 32 and ord(letter) != 127))
