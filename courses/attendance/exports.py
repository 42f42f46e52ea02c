"""What is held about a person here."""

from courses.attendance.models import Mark
from foundation.personal import exempt, holds

holds(
    "attendance", Mark, owner="enrolment__teacher",
    fields=("session__topic", "session__day", "session__hours", "state", "marked_at"),
)  # fmt: skip
exempt(Mark, "marked_by", because="The mark is somebody else's.")
