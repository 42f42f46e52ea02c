"""What the address of a course's translation takes and answers, for programs (docs/languages.md tells it to people)."""

from http import HTTPStatus

from django.utils.translation import gettext_lazy as _

from cms.translation.standing import STATES
from foundation.openapi import answer, describe, operation, page

TEXT = {"type": "string"}
UNIT = {
    "type": "object",
    "required": ["unit", "part", "kind", "source", "state", "text", "waiting"],
    "properties": {
        "unit": TEXT | {"description": _("Which text of the course.")},
        "part": TEXT | {"description": _("The lesson, module or block that it belongs to.")},
        "kind": TEXT,
        "source": TEXT,
        "state": {"enum": list(STATES)},
        "text": TEXT,
        "waiting": {
            "type": ["object", "null"],
            "required": ["id", "text"],
            "properties": {"id": {"type": "integer"}, "text": TEXT},
        },
    },
    "additionalProperties": False,
}
DESK = {
    "type": "object",
    "required": ["language", "coverage", "units"],
    "properties": {
        "language": TEXT,
        "coverage": {"type": "integer", "minimum": 0, "maximum": 100},
        "units": {"type": "array", "items": UNIT},
    },
}
BATCH = {
    "type": "object",
    "properties": {
        "translations": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["unit", "source", "text"],
                "properties": {
                    "unit": TEXT,
                    "source": TEXT | {"description": _("The text that was translated, as it was read.")},
                    "text": TEXT,
                },
            },
        },
        "reviews": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["id", "approve"],
                "properties": {"id": {"type": "integer"}, "approve": {"type": "boolean"}, "remark": TEXT},
            },
        },
        "dialect": TEXT,
        "note": TEXT,
    },
}
TAKEN = {
    "type": "object",
    "required": ["stored", "reviewed"],
    "properties": {"stored": {"type": "integer"}, "reviewed": {"type": "integer"}},
    "additionalProperties": False,
}
ERROR = {"type": "object", "required": ["error"], "properties": {"error": TEXT}, "additionalProperties": False}
PROBLEMS = {
    "type": "object",
    "required": ["error", "problems"],
    "properties": {
        "error": {"const": "refused"},
        "problems": {
            "type": "array",
            "items": {"type": "object", "required": ["unit", "message"], "properties": {"unit": TEXT, "message": TEXT}},
        },
    },
    "additionalProperties": False,
}
_SIGNED_OUT = answer(_("Nobody is signed in."), ERROR)

describe(
    "translations_api",
    {
        "get": operation(
            _("Every text of a course with what stands for it in a language."),
            answers={200: answer(_("The texts."), DESK), 401: _SIGNED_OUT, 404: page(HTTPStatus.NOT_FOUND)},
        ),
        "post": operation(
            _("Translations and reviews made elsewhere: all are taken, or none."),
            body=BATCH,
            answers={
                200: answer(_("How many were taken."), TAKEN),
                400: answer(_("Not of this shape."), ERROR),
                401: _SIGNED_OUT,
                404: page(HTTPStatus.NOT_FOUND),
                413: page(HTTPStatus.REQUEST_ENTITY_TOO_LARGE),
                422: answer(_("A rule said no; nothing was taken."), PROBLEMS),
            },
        ),
    },
)
