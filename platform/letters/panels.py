"""What a profile shows of letters."""

from accounts.models import User
from foundation.panels import Panel, panel
from letters.selectors import preference_of


@panel("profile", order=30)
def letters(user: User) -> Panel:
    """How often letters come, and the way to change it."""
    return Panel("letters/_profile.html", {"preference": preference_of(user)})
