"""News from assessment: what waits for a person."""

from typing import Any

from courses.assessment.models import Attempt, Evidence
from courses.marking.operations import receive_answers, receive_evidence


def take_in_answers(*, attempt: Attempt, **_news: Any) -> None:
    receive_answers(attempt=attempt)


def take_in_evidence(*, evidence: Evidence, **_news: Any) -> None:
    receive_evidence(evidence=evidence)
