"""What the review page of a course shows of its next edition."""

from typing import Any

from cms.pages.models import CoursePage
from courses.editions.drafts import next_edition
from courses.editions.rendering import reasons_of, summary_in_words
from foundation.panels import Panel, panel


@panel("course_review", order=10)
def coming_edition(user: Any, course: CoursePage) -> Panel:
    """What changes against the latest edition, in a few words."""
    coming = next_edition(course)
    return Panel(
        "courses/editions/_coming.html",
        {
            "course": course,
            "coming": coming,
            "reasons": reasons_of(coming.changes.reasons),
            "summary": summary_in_words(coming.changes.summary()),
        },
    )
