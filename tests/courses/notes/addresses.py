"""Who gets which answer at the addresses of notes."""

from typing import Any

from courses.notes.models import Note
from courses.study.models import Enrolment
from tests.addressing import Address, World
from tests.courses.assessment.factories import make_edition, make_enrolment, uid
from tests.courses.notes.factories import make_note


def _enrolment(world: World) -> Enrolment:
    return world.once("notes enrolment", lambda: make_enrolment(world.teacher, make_edition(world.institute)))


def _lesson(world: World) -> dict[str, Any]:
    return {"enrolment": _enrolment(world).uid, "lesson": uid("Leer")}


def _note(world: World) -> dict[str, Any]:
    note: Note = world.once("note", lambda: make_note(_enrolment(world)))
    return {"uid": note.uid}


ADDRESSES = [
    Address("notes", stranger=200),
    Address("notes_on_paper", stranger=200),
    Address("notes_file", stranger=200),
    Address("note", make=_note),
    Address("note", method="post", make=_note, allowed=422),
    Address("note_delete", method="post", make=_note, allowed=302),
    Address("lesson_notes", make=_lesson),
    Address("lesson_notes", method="post", make=_lesson, allowed=422),
    Address("reading_place", method="post", make=_lesson, allowed=204),
]
