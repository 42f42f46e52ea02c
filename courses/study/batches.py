"""What a device sends, taken apart (docs/events.md). Pure: no database, and nothing it could be sent breaks it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

MOST_EVENTS = 500  # in one batch
LONGEST_EVENT = 4_000  # characters of an event as JSON


class BatchRefused(Exception):
    """The batch as a whole is none; ``code`` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Read:
    """An event in the right shape."""

    id: UUID
    enrolment: UUID
    device: UUID
    counter: int
    kind: str
    lesson_uid: UUID
    device_at: datetime
    payload: Mapping[str, Any]


@dataclass(frozen=True)
class Sent:
    """One thing that was sent: as it came, read if it could be, else the field that is wrong."""

    raw: Any
    read: Read | None
    wrong: str = ""

    @property
    def id(self) -> str:
        """The identifier as the device wrote it, by which it knows the answer again."""
        said = self.raw.get("id", "") if isinstance(self.raw, dict) else ""
        return str(said)[:100]

    @property
    def digest(self) -> str:
        """The same for the same thing sent again."""
        return sha256(json.dumps(self.raw, sort_keys=True, default=str).encode()).hexdigest()


def batch_of(body: bytes) -> list[Sent]:
    """The events of a request's body; raises ``BatchRefused``: ``malformed`` or ``too_many``."""
    try:
        document = json.loads(body, parse_constant=_no_number)
    except (ValueError, RecursionError):
        raise BatchRefused("malformed") from None
    events = document.get("events") if isinstance(document, dict) else None
    if not isinstance(events, list):
        raise BatchRefused("malformed")
    if len(events) > MOST_EVENTS:
        raise BatchRefused("too_many")
    return [sent_of(raw) for raw in events]


def sent_of(raw: Any) -> Sent:
    """One event of a batch, read as far as it can be."""
    written = json.dumps(raw)
    if not isinstance(raw, dict) or len(written) > LONGEST_EVENT or not _can_be_stored(raw, written):
        return Sent({"unreadable": written[:LONGEST_EVENT]}, None, "event")
    fields: dict[str, Any] = {"payload": raw.get("payload", {}), "kind": raw.get("kind"), "counter": raw.get("counter")}
    for name in ("id", "enrolment", "device", "lesson_uid"):
        fields[name] = _uuid(raw.get(name))
    fields["device_at"] = moment_of(raw.get("device_at"))
    wanted = {"payload": dict, "kind": str, "counter": int}
    wrong = next(
        (name for name in Read.__annotations__ if not isinstance(fields[name], wanted.get(name, object))
         or fields[name] is None or isinstance(fields[name], bool)),
        "",
    )  # fmt: skip
    return Sent(raw, None, wrong) if wrong else Sent(raw, Read(**fields))


def _no_number(constant: str) -> None:
    """NaN and the infinities are Python's, not JSON's, and no database takes them."""
    raise ValueError(constant)


def _can_be_stored(raw: dict[str, Any], written: str) -> bool:
    """Neither NUL nor half a character (a lone surrogate): PostgreSQL takes none of them."""
    try:
        json.dumps(raw, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return False
    return "\\u0000" not in written


def _uuid(said: Any) -> UUID | None:
    try:
        return UUID(said)
    except (ValueError, AttributeError, TypeError):
        return None


def moment_of(said: Any) -> datetime | None:
    """ISO 8601 with an offset, whatever year a device's clock believes in; None otherwise."""
    if not isinstance(said, str):
        return None
    try:
        moment = datetime.fromisoformat(said)
        return moment.astimezone(UTC) if moment.tzinfo else None
    except (ValueError, OverflowError):
        return None
