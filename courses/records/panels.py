"""The hours one has, at the head of one's own place."""

from django.utils import timezone

from accounts.models import User
from courses.records.selectors import hours_of
from foundation.panels import Panel, panel


@panel("my_place", order=10)
def hours(user: User) -> Panel | None:
    """Hours this year and in all, and the way to the record; nothing before the first course is completed."""
    found = hours_of(user, timezone.localdate())
    return Panel("courses/records/_hours.html", {"hours": found}) if found.courses else None
