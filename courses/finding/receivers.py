"""News from editions."""

from typing import Any

from courses.editions.models import Edition
from courses.finding.tasks import index_published


def index_stored_edition(*, edition: Edition, **_news: Any) -> None:
    """What was published is found a moment later."""
    index_published.delay(str(edition.course_id))
