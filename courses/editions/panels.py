"""What editions tell on other pages: the next one on the review page, all of them in a course's history."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from cms.pages.models import CoursePage
from courses.editions.drafts import next_edition
from courses.editions.models import Edition
from courses.editions.rendering import reasons_of, summary_in_words
from foundation.history import Event, happened
from foundation.panels import Panel, panel


@happened
def editions(course_uid: UUID, slug: str) -> Iterator[Event]:
    """Every edition that was published, with its notes."""
    rows = Edition.objects.filter(course_id=course_uid).only("number", "published_at", "notes")
    for edition in rows.order_by("-number"):
        title = _("Edition %(number)d was published") % {"number": edition.number}
        url = reverse("course", args=[slug])
        yield Event(
            edition.published_at, f"edition:{course_uid}:{edition.number}", "edition", title, edition.notes,
            icon="book", url=url,
        )  # fmt: skip


@panel("course_review", order=10)
def coming_edition(user: Any, course: CoursePage, token: str = "") -> Panel | None:
    """What changes against the latest edition, in a few words; not for invited people, who read the text itself."""
    if token:
        return None
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
