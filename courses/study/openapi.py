"""What ``POST /api/v1/events`` takes and answers, for programs (docs/events.md tells it to people)."""

from django.utils.translation import gettext_lazy as _

from courses.study.batches import MOST_EVENTS
from courses.study.events import Stored
from foundation.openapi import answer, describe, operation

UUID = {"type": "string", "format": "uuid"}
EVENT = {
    "type": "object",
    "required": ["id", "enrolment", "device", "counter", "kind", "lesson_uid", "device_at"],
    "properties": {
        "id": UUID | {"description": _("Made on the device, once for each event.")},
        "enrolment": UUID,
        "device": UUID,
        "counter": {"type": "integer", "minimum": 0},
        "kind": {"type": "string", "enum": ["lesson.opened", "lesson.finished"]},
        "lesson_uid": UUID,
        "device_at": {"type": "string", "format": "date-time"},
        "payload": {"type": "object"},
    },
}
BATCH = {
    "type": "object",
    "required": ["events"],
    "properties": {"events": {"type": "array", "maxItems": MOST_EVENTS, "items": EVENT}},
}
ANSWERS = {
    "type": "object",
    "required": ["events", "most"],
    "properties": {
        "events": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["id", "status"],
                "properties": {
                    "id": {"type": "string", "description": _("As it was sent.")},
                    "status": {"enum": [status.value for status in Stored]},
                    "reason": {"type": "string"},
                    "message": {"type": "string", "description": _("A sentence for people.")},
                    "field": {"type": "string"},
                },
                "additionalProperties": False,
            },
        },
        "most": {"const": MOST_EVENTS},
    },
    "additionalProperties": False,
}
REFUSAL = {
    "type": "object",
    "required": ["error", "message", "most"],
    "properties": {
        "error": {"enum": ["malformed", "signed_out", "too_many", "too_large", "too_often"]},
        "message": {"type": "string"},
        "most": {"const": MOST_EVENTS},
    },
    "additionalProperties": False,
}

describe(
    "events",
    {
        "post": operation(
            _("Send what happened while studying; each event is stored once, however often it is sent."),
            body=BATCH,
            answers={
                200: answer(_("What became of each event, in the order sent."), ANSWERS),
                400: answer(_("Nothing was stored: this is no batch."), REFUSAL),
                401: answer(_("Nothing was stored: nobody is signed in."), REFUSAL),
                413: answer(_("Nothing was stored: too much at once."), REFUSAL),
                429: answer(_("Nothing was stored: too often within a minute."), REFUSAL),
            },
        )
    },
)
