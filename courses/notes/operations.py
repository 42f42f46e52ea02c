"""Writing, changing and deleting notes; keeping one's place."""

import re
from datetime import datetime
from uuid import UUID, uuid5

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from courses.editions.models import Lesson
from courses.notes.models import Note, ReadingPlace
from courses.notes.permissions import notes_of
from courses.study.models import Enrolment

LONGEST = 10_000
MOST_NOTES = 5_000
# What the pages of lessons give their parts as id.
_ANCHOR = re.compile(r"[a-z]{1,12}-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class NoteRefused(Exception):
    """A rule said no; the message is meant for the person."""


def known_anchor(text: str) -> str:
    """The id of a part of a lesson's page, or nothing."""
    return text if _ANCHOR.fullmatch(text) else ""


@transaction.atomic
def write_note(
    *, author: User, enrolment: Enrolment, lesson: Lesson, text: str, key: UUID, at: datetime,
    anchor: str = "", about: str = "",
) -> Note:  # fmt: skip
    """Keep a note about a lesson, or about the part of it called ``anchor``.

    The same text under the same ``key`` makes one note only; another text, from a page open elsewhere, one more.
    """
    text = _sound(text)
    if notes_of(author).count() >= MOST_NOTES:
        raise NoteRefused(_("You have %(most)d notes. Delete one that you no longer need.") % {"most": MOST_NOTES})
    note, _made = Note.objects.get_or_create(
        uid=uuid5(author.uid, f"note {key} {text}"),
        defaults={
            "author": author, "course_id": enrolment.course_id, "lesson_uid": lesson.uid,
            "lesson_title": f"{lesson.number} {lesson.title}", "anchor": known_anchor(anchor),
            "about": " ".join(about.split())[:160] if known_anchor(anchor) else "", "text": text,
            "written_at": at, "changed_at": at,
        },
    )  # fmt: skip
    return note


@transaction.atomic
def change_note(*, author: User, uid: UUID, text: str, version: int, at: datetime) -> tuple[Note, bool]:
    """Write a note anew; (the note that holds the text, whether another device had changed it meanwhile).

    Nothing written is lost: a change made to an older version becomes a note of its own. Raises Note.DoesNotExist.
    """
    text = _sound(text)
    note = notes_of(author).select_for_update().get(uid=uid)
    if note.text == text:
        return note, False
    if note.version != version:
        return _kept_beside(note, text, at), True
    note.text, note.version, note.changed_at = text, version + 1, at
    note.save(update_fields=["text", "version", "changed_at"])
    return note, False


def _kept_beside(note: Note, text: str, at: datetime) -> Note:
    other, _made = Note.objects.get_or_create(
        uid=uuid5(note.uid, text),
        defaults={
            "author_id": note.author_id, "course_id": note.course_id, "lesson_uid": note.lesson_uid,
            "lesson_title": note.lesson_title, "anchor": note.anchor, "about": note.about, "text": text,
            "beside": note, "written_at": at, "changed_at": at,
        },
    )  # fmt: skip
    return other


@transaction.atomic
def delete_note(*, author: User, uid: UUID) -> None:
    """Delete a note for good; deleting what is gone changes nothing."""
    notes_of(author).filter(uid=uid).delete()


def _sound(text: str) -> str:
    text = text.replace("\r\n", "\n").strip()
    if not text:
        raise NoteRefused(_("Write something in your note, or delete it."))
    if len(text) > LONGEST:
        raise NoteRefused(_("A note holds %(most)d characters. Make two of it.") % {"most": LONGEST})
    return text


@transaction.atomic
def keep_place(*, enrolment: Enrolment, lesson_uid: UUID, anchor: str, at: datetime) -> None:
    """Remember which part of a lesson was read last; an anchor that no lesson has forgets the place."""
    anchor = known_anchor(anchor)
    ReadingPlace.objects.get_or_create(enrolment=enrolment, defaults={"kept_at": at})
    row = ReadingPlace.objects.select_for_update().get(enrolment=enrolment)
    if row.places.get(str(lesson_uid), "") == anchor:
        return
    row.places = {**row.places, str(lesson_uid): anchor} if anchor else _without(row.places, str(lesson_uid))
    row.kept_at = at
    row.save(update_fields=["places", "kept_at"])


def _without(places: dict[str, str], lesson: str) -> dict[str, str]:
    return {uid: anchor for uid, anchor in places.items() if uid != lesson}
