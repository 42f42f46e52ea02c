"""What is held about a person here."""

from courses.study.models import (
    Admission,
    Enrolment,
    Extension,
    Move,
    Progress,
    SetAsideEvent,
    StudyEvent,
    WaitingPlace,
)
from foundation.personal import exempt, holds

holds(
    "enrolments", Enrolment, owner="teacher",
    fields=("uid", "edition__title", "edition__number", "institute__name", "cohort__name", "status", "grade",
            "rule_version", "completes_by", "enrolled_at", "edition_since", "completed_at", "withdrawn_at"),
)  # fmt: skip
holds(
    "progress", Progress, owner="enrolment__teacher",
    fields=("enrolment__uid", "state", "lessons_finished", "lessons_total", "grade", "updated_at"),
)  # fmt: skip
holds(
    "events", StudyEvent, owner="enrolment__teacher",
    fields=("id", "enrolment__uid", "device", "counter", "kind", "lesson_uid", "payload", "device_at", "received_at",
            "happened_at"),
)  # fmt: skip
holds("set_aside_events", SetAsideEvent, owner="user", fields=("event", "reason", "received_at", "settled_at"))
holds("waiting_places", WaitingPlace, owner="teacher", fields=("cohort__name", "joined_at", "ended_at", "outcome"))
holds("admissions", Admission, owner="teacher", fields=("cohort__name", "reason", "granted_at"))
holds("extensions", Extension, owner="enrolment__teacher", fields=("enrolment__uid", "until", "reason", "granted_at"))
holds(
    "moves", Move, owner="enrolment__teacher",
    fields=("uid", "enrolment__uid", "from_edition__number", "to_edition__number", "why", "note", "moved_at"),
)  # fmt: skip
exempt(Move, "moved_by", because="The enrolment is somebody else's, or one's own and given out there.")
exempt(Admission, "granted_by", because="The admission is somebody else's.")
exempt(Extension, "granted_by", because="The extension is somebody else's.")
