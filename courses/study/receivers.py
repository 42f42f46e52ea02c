"""News from cohorts."""

from datetime import datetime
from typing import Any

from django.utils.translation import ngettext

from courses.cohorts.models import Cohort
from courses.cohorts.operations import CohortRefused
from courses.study.joining import promote_waiting
from courses.study.selectors import places_taken


def keep_places(*, cohort: Cohort, at: datetime, **_news: Any) -> None:
    """No fewer places than people; more places, or a later last day to enrol, go to those who wait."""
    taken = places_taken(cohort)
    if cohort.capacity is not None and taken > cohort.capacity:
        message = ngettext(
            "%(n)d person is enrolled: leave at least as many places.",
            "%(n)d people are enrolled: leave at least as many places.",
            taken,
        )
        raise CohortRefused(message % {"n": taken})
    promote_waiting(cohort, at)
