"""Notes, through the operation that makes real ones."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from courses.notes.models import Note
from courses.notes.operations import write_note
from courses.study.models import Enrolment
from tests.courses.assessment.factories import NOON, lesson_called

ANCHOR = "p-6ba7b810-9dad-11d1-80b4-00c04fd430c8"


def make_note(
    enrolment: Enrolment,
    text: str = "Probar esto el lunes.",
    *,
    key: UUID | None = None,
    at: datetime = NOON,
    **more: Any,
) -> Note:
    """A note about the first lesson."""
    lesson = lesson_called(enrolment.edition, "Leer")
    return write_note(
        author=enrolment.teacher, enrolment=enrolment, lesson=lesson, text=text, key=key or uuid4(), at=at, **more
    )
