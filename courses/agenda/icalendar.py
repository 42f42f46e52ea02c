"""A calendar as RFC 5545 writes it. Pure: entries in, text out, the same text for the same entries."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

LONGEST_LINE = 75  # octets, without the line's end
_ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_HEAD = ("VERSION:2.0", "PRODID:-//Formacion docente Jalisco//Calendario//ES", "CALSCALE:GREGORIAN", "METHOD:PUBLISH")


@dataclass(frozen=True)
class Entry:
    """An event. ``first`` and ``last`` are days, both included, or moments with their offset from UTC.

    ``uid`` never changes, ``sequence`` grows with each change of dates, ``changed_at`` is when that was.
    """

    uid: str
    title: str
    first: date
    last: date
    changed_at: datetime
    sequence: int = 0
    text: str = ""
    place: str = ""
    address: str = ""
    is_cancelled: bool = False


def calendar(name: str, entries: Iterable[Entry]) -> str:
    """The whole file. Moments stand in UTC, which every program turns into its own time; days stand as days."""
    lines = ["BEGIN:VCALENDAR", *_HEAD, f"NAME:{escaped(name)}", f"X-WR-CALNAME:{escaped(name)}",
             "REFRESH-INTERVAL;VALUE=DURATION:PT12H", "X-PUBLISHED-TTL:PT12H"]  # fmt: skip
    for entry in entries:
        lines += _event(entry)
    lines.append("END:VCALENDAR")
    return "".join(f"{folded(line)}\r\n" for line in lines)


def _event(entry: Entry) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{escaped(entry.uid)}"
    yield f"DTSTAMP:{_moment(entry.changed_at)}"
    yield f"LAST-MODIFIED:{_moment(entry.changed_at)}"
    yield f"SEQUENCE:{entry.sequence}"
    yield f"SUMMARY:{escaped(entry.title)}"
    yield from _when(entry)
    for name, text in (("DESCRIPTION", entry.text), ("LOCATION", entry.place)):
        if text:
            yield f"{name}:{escaped(text)}"
    if entry.address:
        yield f"URL:{_CONTROLS.sub('', entry.address)}"
    yield f"STATUS:{'CANCELLED' if entry.is_cancelled else 'CONFIRMED'}"
    yield "END:VEVENT"


def _when(entry: Entry) -> Iterator[str]:
    if isinstance(entry.first, datetime) and isinstance(entry.last, datetime):
        yield f"DTSTART:{_moment(entry.first)}"
        yield f"DTEND:{_moment(entry.last)}"
        return
    yield f"DTSTART;VALUE=DATE:{entry.first:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{entry.last + timedelta(days=1):%Y%m%d}"  # the end is the first day after
    yield "TRANSP:TRANSPARENT"


def _moment(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def escaped(text: str) -> str:
    """Text as a value: what has a meaning in the format is marked, what no file may hold is dropped."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    return _CONTROLS.sub("", plain).translate(_ESCAPED)


def folded(line: str) -> str:
    """A line in pieces of at most 75 octets, each further one after a space; no letter is cut in two."""
    pieces, octets = [""], 0
    for letter in line:
        size = len(letter.encode())
        if octets + size > LONGEST_LINE:
            pieces.append("")
            octets = 1  # the space that begins it
        pieces[-1] += letter
        octets += size
    return "\r\n ".join(pieces)
