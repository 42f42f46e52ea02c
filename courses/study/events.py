"""Events as they arrive, as they are stored and as folding reads them."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from typing import Any

from courses.study import folding
from courses.study.models import StudyEvent

# The device under which the server numbers the events that it makes itself.
SERVER = uuid.UUID("5e4e4000-0000-4000-8000-000000000000")
LARGEST_COUNTER = 2**63 - 1


@dataclass(frozen=True)
class NewEvent:
    """What a device says happened; ``edition_id`` where the server knows that it was in another than the one now."""

    id: uuid.UUID
    device: uuid.UUID
    counter: int
    kind: str
    lesson_uid: uuid.UUID
    device_at: datetime
    payload: Mapping[str, Any] = field(default_factory=dict)
    edition_id: int | None = None


class Stored(Enum):
    """What became of an event."""

    STORED = "stored"
    ALREADY_STORED = "already_stored"
    REFUSED = "refused"


@dataclass(frozen=True)
class EventOutcome:
    """``reason`` is a short code for the device's program, empty unless refused."""

    id: uuid.UUID
    status: Stored
    reason: str = ""


def as_folded(event: StudyEvent) -> folding.Event:
    return folding.Event(event.kind, str(event.lesson_uid), event.happened_at, event.payload)
