"""What is held about a person here."""

from courses.notes.models import Note, ReadingPlace
from foundation.personal import holds

holds(
    "notes", Note, owner="author",
    fields=("uid", "course__slug", "lesson_uid", "lesson_title", "about", "text", "written_at", "changed_at"),
)  # fmt: skip
holds("reading_places", ReadingPlace, owner="enrolment__teacher", fields=("enrolment__uid", "places", "kept_at"))
