"""What is held about a person here. The address itself stays out: whoever reads the file could use it."""

from courses.agenda.models import CalendarFeed
from foundation.personal import holds

holds("calendar_address", CalendarFeed, owner="teacher", fields=("created_at",))
