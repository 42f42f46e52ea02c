"""What is held about a person here. Who marked is not told: what they said is, once the person may read it."""

from django.db.models import Q

from courses.marking.models import Appeal, Mark, Work
from foundation.personal import exempt, holds

holds(
    "works", Work, owner="enrolment__teacher",
    fields=("uid", "enrolment__uid", "attempt__uid", "question_uid", "evidence__uid", "version", "state", "text",
            "handed_in_at"),
)  # fmt: skip
holds(
    "marks", Mark, owner="work__enrolment__teacher",
    fields=("work__uid", "role", "levels", "score", "max_score", "comment", "marked_at"),
    only=~Q(work__state__in=[Work.State.TO_MARK_TWICE, Work.State.TO_DECIDE]),
)  # fmt: skip
holds("appeals", Appeal, owner="work__enrolment__teacher", fields=("work__uid", "reason", "asked_at"))
exempt(Mark, "marker", because="The work is somebody else's.")
