"""What editions tell on other pages: their part in a course's history."""

from collections.abc import Iterator
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from courses.editions.models import Edition
from foundation.history import Event, happened


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
