"""Whether one can enrol in a group, in words."""

from datetime import date
from typing import Any

from django import template

from courses.cohorts.models import Cohort

register = template.Library()


@register.inclusion_tag("courses/agenda/_state.html")
def enrolment_state(cohort: Cohort, today: date) -> dict[str, Any]:
    """For a group with ``enrolled`` and ``in_line`` (``with_places``): open, full, later or closed."""
    taken: int = cohort.enrolled + cohort.in_line  # type: ignore[attr-defined]
    left = None if cohort.capacity is None else max(0, cohort.capacity - taken)
    if cohort.closed_at is None and cohort.opens_on > today:
        return {"state": "later", "day": cohort.opens_on}
    if not cohort.is_open(today):
        return {"state": "closed"}
    return {"state": "full" if left == 0 else "open", "left": left, "day": cohort.closes_on}
