"""What is held about a person here. What an attempt was marked with stays out: it holds the key."""

from courses.assessment.models import Attempt, Evidence, ExtraTime, Piece, Regrading
from foundation.personal import exempt, holds

holds(
    "attempts", Attempt, owner="enrolment__teacher",
    fields=("uid", "enrolment__uid", "lesson_uid", "number", "language", "questions", "answers", "points",
            "max_points", "started_at", "submitted_at", "deadline_at", "timed_out"),
)  # fmt: skip
holds(
    "evidence", Evidence, owner="enrolment__teacher",
    fields=("uid", "enrolment__uid", "lesson_uid", "text", "status", "remark", "submitted_at", "reviewed_at"),
)  # fmt: skip
holds(
    "pieces", Piece, owner="evidence__enrolment__teacher", files=("file",),
    fields=("uid", "evidence__uid", "file", "file_name", "media_type", "size", "access", "consent", "consent_note",
            "added_at", "gone_at"),
)  # fmt: skip
exempt(Evidence, "reviewed_by", because="The evidence is somebody else's.")
holds("extra_time", ExtraTime, owner="enrolment__teacher", fields=("enrolment__uid", "percent", "granted_at"))
exempt(ExtraTime, "granted_by", because="The time is somebody else's.")
holds(
    "regradings", Regrading, owner="attempt__enrolment__teacher",
    fields=("attempt__uid", "points_before", "points_after", "reason", "regraded_at"),
)  # fmt: skip
exempt(Regrading, "regraded_by", because="The attempt is somebody else's.")
