"""Reading a calendar as RFC 5545 says, written from its text and not from our writer."""

import re
from datetime import UTC, datetime

NOON = datetime(2026, 9, 2, 18, tzinfo=UTC)
_ESCAPE = re.compile(r"\\([\\;,nN])")


def unfolded(content: bytes) -> list[str]:
    """The content lines: each ends with CRLF, none is longer than 75 octets, a space at the beginning goes on."""
    assert content.endswith(b"\r\n")
    physical = content[:-2].split(b"\r\n")
    assert all(len(line) <= 75 for line in physical)
    assert not any(b"\n" in line or b"\r" in line for line in physical)
    lines: list[bytes] = []
    for line in physical:
        if line.startswith((b" ", b"\t")):
            lines[-1] += line[1:]
        else:
            lines.append(line)
    for line in physical:
        line.decode()  # no letter is cut in two
    return [line.decode() for line in lines]


def parsed(content: bytes) -> list[dict[str, str]]:
    """The events of a calendar: properties by name (with parameters), texts unescaped."""
    lines = unfolded(content)
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-1] == "END:VCALENDAR"
    assert "VERSION:2.0" in lines
    assert any(line.startswith("PRODID:") for line in lines)
    events: list[dict[str, str]] = []
    inside = False
    for line in lines:
        if line in {"BEGIN:VEVENT", "END:VEVENT"}:
            assert inside == (line == "END:VEVENT")
            inside = not inside
            if inside:
                events.append({})
        elif inside:
            name, value = line.split(":", 1)
            assert name not in events[-1]
            events[-1][name] = _ESCAPE.sub(lambda match: "\n" if match[1] in "nN" else match[1], value)
    for event in events:
        assert {"UID", "DTSTAMP", "SEQUENCE", "LAST-MODIFIED"} <= event.keys()
    assert len({event["UID"] for event in events}) == len(events)
    return events
