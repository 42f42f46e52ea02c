"""What is held about a person here."""

from evaluation.instruments.models import Instrument, Response
from foundation.personal import exempt, holds

holds(
    "pilot_answers", Response, owner="participant__teacher",
    fields=("uid", "language", "answers", "points", "max_points", "submitted_at"),
)  # fmt: skip
exempt(Instrument, "created_by", because="It tells who made an instrument, which belongs to the authority.")
