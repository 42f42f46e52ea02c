"""What reviews tell on other pages: their part in a course's history.

Which organisation decided what, and when. Never what was said: remarks of a review are for the course's authors.
"""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import TaskState, WorkflowState

from cms.pages.completeness import SOURCE_LANGUAGE
from cms.pages.models import CoursePage
from cms.review.models import CoursePartner
from foundation.history import Event, happened
from institutes.models import Membership, Organisation

DECIDED = (TaskState.STATUS_APPROVED, TaskState.STATUS_REJECTED)


@happened
def reviews(course_uid: UUID, slug: str) -> Iterator[Event]:
    """Each decision on the course, by round."""
    course = CoursePage.objects.filter(translation_key=course_uid, locale__language_code=SOURCE_LANGUAGE).first()
    if course is None:
        return
    rounds = list(WorkflowState.objects.for_instance(course).order_by("created_at", "pk").values_list("pk", flat=True))
    decided = TaskState.objects.filter(workflow_state__in=rounds, status__in=DECIDED, finished_at__isnull=False)
    voices = _Voices(course)
    for state in decided.order_by("-finished_at"):
        number = rounds.index(state.workflow_state_id) + 1
        yield _event(state, number, voices.of(state.finished_by_id, state.finished_at), course_uid)


def _event(state: TaskState, number: int, by: str, course_uid: UUID) -> Event:
    is_approved = state.status == TaskState.STATUS_APPROVED
    title = _("The course was approved") if is_approved else _("Changes were asked for")
    text = _("Round %(number)d of the review.") % {"number": number}
    key = f"review:{course_uid}:{number}:{state.pk}"
    return Event(state.finished_at, key, "review", title, text, by, "check-circle" if is_approved else "pencil")


class _Voices:
    """For which organisation somebody spoke on a day: one of those invited, or the course's own."""

    def __init__(self, course: CoursePage) -> None:
        invited = CoursePartner.objects.filter(course=course).values_list("organisation", flat=True)
        self._organisations = {*invited, course.organisation.pk}

    def of(self, user_id: int | None, at: datetime) -> str:
        on = timezone.localdate(at)
        held = Membership.objects.in_force(on).filter(user=user_id, organisation__in=self._organisations)
        first = Organisation.objects.filter(pk__in=held.values("organisation")).order_by("kind", "name").first()
        return first.name if first else ""
