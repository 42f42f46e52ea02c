"""Reading one's notes, and the place where a lesson was left."""

from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import User
from courses.editions.models import Course
from courses.notes.models import Note, ReadingPlace
from courses.notes.permissions import notes_of
from courses.study.models import Enrolment

MOST_WORDS = 8


def notes_in_lesson(user: User, course_id: Any, lesson_uid: UUID) -> QuerySet[Note]:
    """The person's notes about a lesson, in the order written."""
    return notes_of(user).filter(course_id=course_id, lesson_uid=lesson_uid).order_by("written_at", "pk")


def wrote_notes() -> Exists:
    """For a query of enrolments: whether its teacher wrote notes in the course."""
    return Exists(Note.objects.filter(author_id=OuterRef("teacher_id"), course_id=OuterRef("course_id")))


def found_notes(user: User, *, words: str = "", course: UUID | None = None) -> QuerySet[Note]:
    """The person's notes in which every word occurs, with what a list of them shows."""
    found = notes_of(user).select_related("course__latest")
    found = found.defer("course__latest__source_text", "course__latest__search_text")
    for word in words[:200].split()[:MOST_WORDS]:
        found = found.filter(Q(text__icontains=word) | Q(lesson_title__icontains=word) | Q(about__icontains=word))
    return found.filter(course=course) if course else found


def courses_with_notes(user: User) -> QuerySet[Course]:
    """The courses about which the person wrote."""
    courses = Course.objects.filter(pk__in=notes_of(user).values("course")).select_related("latest")
    return courses.defer("latest__source_text", "latest__search_text").order_by("latest__title", "pk")


def enrolments_by_course(user: User) -> dict[UUID, UUID]:
    """{course uid: uid of the enrolment through which its lessons are open to the person}."""
    rows = Enrolment.objects.filter(teacher_id=user.pk).exclude(status=Enrolment.Status.WITHDRAWN)
    return dict(rows.values_list("course_id", "uid"))


def place_in(enrolment: Enrolment, lesson_uid: UUID) -> str:
    """The id of the part of the page where the person left this lesson; empty at its beginning."""
    try:
        return str(enrolment.reading_place.places.get(str(lesson_uid), ""))
    except ReadingPlace.DoesNotExist:
        return ""


def exported_notes(user: User) -> list[dict[str, Any]]:
    """All notes as data, oldest first, for an export of what the platform holds about a person."""
    return [
        {
            "uid": str(note.uid),
            "course": note.course.slug,
            "lesson": str(note.lesson_uid),
            "lesson_title": note.lesson_title,
            "about": note.about,
            "text": note.text,
            "written_at": note.written_at.isoformat(),
            "changed_at": note.changed_at.isoformat(),
        }
        for note in notes_of(user).select_related("course").order_by("written_at", "pk")
    ]
