"""What other pages show of this room: what is kept for the community, extra time, the way to marking again."""

from typing import Any

from accounts.models import User
from cms.pages.models import CoursePage
from cms.pages.permissions import course_pages_editable_by
from courses.assessment.forms import ExtraTimeForm
from courses.assessment.permissions import pieces_near
from courses.assessment.selectors import extra_percent_of, regradable_attempts
from courses.cohorts.permissions import Rights
from courses.editions.models import Edition
from courses.editions.selectors import lessons_of
from courses.study.models import Enrolment
from foundation.panels import Panel, panel


@panel("my_place", order=90)
def community(user: User, **_more: Any) -> Panel | None:
    """The way to what teachers keep for their community, for those who are of it."""
    number = pieces_near(user).count()
    return Panel("courses/assessment/_community.html", {"number": number}) if number else None


@panel("person", order=30)
def extra_time(rights: Rights, enrolment: Enrolment) -> Panel | None:
    """More time in timed lessons, for whoever manages the group of a course that has any."""
    timed = any(one.answer_minutes for one in lessons_of(enrolment.edition, enrolment.edition.source_language))
    percent = extra_percent_of(enrolment) if rights.manages else 0
    if not rights.manages or not (timed or percent):
        return None
    form = ExtraTimeForm(initial={"percent": percent})
    return Panel("courses/assessment/_extra_time.html", {"enrolment": enrolment, "percent": percent, "form": form})


@panel("course_review", order=30)
def regrading(user: Any, course: CoursePage, token: str = "") -> Panel | None:
    """The way to marking again, where the latest edition corrected a key that people answered before."""
    if token or not course_pages_editable_by(user).filter(pk=course.pk).exists():
        return None
    latest = Edition.objects.filter(course=course.translation_key).only("number", "keys_digest", "course_id").first()
    if latest is None or not regradable_attempts(latest, user).exists():
        return None
    return Panel("courses/assessment/_regrading.html", {"course": course, "edition": latest})
