"""The way to one's notes, from one's own place."""

from accounts.models import User
from courses.notes.permissions import notes_of
from courses.notes.selectors import found_notes
from foundation.panels import Panel, panel

SHOWN = 2


@panel("my_place", order=70)
def latest_notes(user: User) -> Panel | None:
    """How many there are and the last ones; nothing for somebody who never wrote one."""
    number = notes_of(user).count()
    if not number:
        return None
    return Panel("courses/notes/_latest.html", {"number": number, "notes": list(found_notes(user)[:SHOWN])})
