"""News from assessment: what waits for a person."""

from datetime import datetime
from typing import Any

from courses.assessment.models import Attempt, Evidence, Regrading
from courses.marking.operations import count_anew, receive_answers, receive_evidence


def take_in_answers(*, attempt: Attempt, **_news: Any) -> None:
    receive_answers(attempt=attempt)


def take_in_regrading(*, regrading: Regrading, at: datetime, **_news: Any) -> None:
    attempt = Attempt.objects.select_related("enrolment").get(pk=regrading.attempt_id)
    count_anew(attempt=attempt, edition=regrading.edition, at=at)


def take_in_evidence(*, evidence: Evidence, **_news: Any) -> None:
    receive_evidence(evidence=evidence)
