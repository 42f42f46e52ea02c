"""The schema of docs/ and what must follow it."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema_rs import Draft202012Validator

from courses.editions.models import AnswerKey, Edition

SCHEMA = json.loads((Path(__file__).parents[1] / "docs" / "edition-format.schema.json").read_text())


@cache
def validator(part: str) -> Draft202012Validator:
    """Checks one of the schema's definitions."""
    return Draft202012Validator({**SCHEMA, "$ref": f"#/$defs/{part}"}, validate_formats=True)


def follow_the_schema(instance: Edition | AnswerKey, **_news: Any) -> None:
    """Raise what is wrong with an edition, or with an answer key, at the moment it is stored."""
    if isinstance(instance, AnswerKey):
        validator("keys").validate(instance.keys)
        return
    validator("document").validate(instance.source)
    validator("changes").validate(instance.changes)
    validator("kind").validate(str(instance.kind))
