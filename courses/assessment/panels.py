"""What one's own place shows of evidence."""

from typing import Any

from accounts.models import User
from courses.assessment.permissions import pieces_near
from foundation.panels import Panel, panel


@panel("my_place", order=90)
def community(user: User, **_more: Any) -> Panel | None:
    """The way to what teachers keep for their community, for those who are of it."""
    number = pieces_near(user).count()
    return Panel("courses/assessment/_community.html", {"number": number}) if number else None
