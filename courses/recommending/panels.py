"""What one's own result recommends, in one's own place and above the catalogue."""

from django.utils import timezone

from accounts.models import User
from courses.recommending.selectors import Advice
from foundation.panels import Panel, panel

SHOWN = 3


@panel("my_place", order=30)
def recommended(user: User) -> Panel:
    """The first ones with their reasons; the way to enter a result for whoever did not."""
    advice = Advice(user, timezone.localdate())
    return Panel("courses/recommending/_recommended.html", {"advice": advice, "recommended": advice.best(SHOWN)})


@panel("catalogue", order=10)
def above_the_catalogue(user: User) -> Panel | None:
    """The same above the catalogue, for whoever has a result."""
    found = Advice(user, timezone.localdate()).best(SHOWN)
    return Panel("courses/recommending/_in_catalogue.html", {"recommended": found}) if found else None
