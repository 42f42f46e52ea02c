"""What is held about a person here."""

from courses.projects.models import Adviser, Endorsement
from foundation.personal import holds

holds(
    "advisers", Adviser, owner="enrolment__teacher",
    fields=("uid", "enrolment__uid", "name", "contact", "agreed_at", "gone_at"),
)  # fmt: skip
holds(
    "endorsements", Endorsement, owner="adviser__enrolment__teacher",
    fields=("adviser__uid", "verdict", "remark", "in_person", "asked_at", "answered_at"),
)  # fmt: skip
