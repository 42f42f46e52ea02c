"""What reviews tell on other pages: their part in a course's history.

Which organisation decided what, and when. Never what was said: remarks of a review are for the course's authors; nor
who an invited person is.
"""

from collections.abc import Iterator
from uuid import UUID

from django.utils.translation import gettext as _

from cms.pages.selectors import course_page
from cms.review.models import ReviewRequest
from foundation.history import Event, happened

Decision = ReviewRequest.Decision


@happened
def reviews(course_uid: UUID, slug: str) -> Iterator[Event]:
    """Each party's decision on the course, by round."""
    decided = ReviewRequest.objects.filter(round__course=course_page(course_uid), decided_at__isnull=False)
    for request in decided.select_related("round", "organisation").order_by("-decided_at", "-pk"):
        yield _event(request, course_uid)


def _event(request: ReviewRequest, course_uid: UUID) -> Event:
    title, icon = {
        Decision.APPROVED: (_("The course was approved"), "check-circle"),
        Decision.RETURNED: (_("Changes were asked for"), "pencil"),
        Decision.READ: (_("The course was read and commented on"), "chat"),
    }[Decision(request.decision)]
    by = request.organisation.name if request.organisation else _("A person invited to review")
    text = _("Round %(number)d of the review.") % {"number": request.round.number}
    key = f"review:{course_uid}:{request.round.number}:{request.pk}"
    assert request.decided_at is not None  # noqa: S101 (its query asks for it)
    return Event(request.decided_at, key, "review", title, text, by, icon)
