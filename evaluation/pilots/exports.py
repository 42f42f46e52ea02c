"""What is held about a person here."""

from evaluation.pilots.models import Participant, Pilot
from foundation.personal import exempt, holds

holds(
    "pilots", Participant, owner="teacher",
    fields=("pilot__name", "institute__name", "consented_at", "enrolled_at"),
)  # fmt: skip
exempt(Pilot, "created_by", "locked_by", because="They sign a protocol, which is public.")
