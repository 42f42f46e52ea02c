"""Who may read a course before it is published, who arranges its review, and who answers in it."""

from django.db.models import QuerySet

from accounts.models import User
from cms.pages.models import CoursePage, InstitutePage
from cms.pages.permissions import EDITING_ROLES, course_pages_editable_by, courses_under
from cms.review.models import CoursePartner, ReviewRequest, ReviewRound
from cms.review.models.rounds import ReviewRequestQuerySet
from institutes.models import Membership
from institutes.permissions import administers_for_the_state, organisations_where


def courses_reviewable_by(user: User) -> QuerySet[CoursePage]:
    """Courses to which an organisation is invited for which the person reviews."""
    partners = organisations_where(user, Membership.Role.REVIEWER)
    invited = CoursePartner.objects.filter(organisation__in=partners).values("course")
    courses: QuerySet[CoursePage] = CoursePage.objects.filter(pk__in=invited).order_by("title", "pk")
    return courses


def courses_readable_by(user: User) -> QuerySet[CoursePage]:
    """Drafts the person may read: to edit them or to review them."""
    editable = course_pages_editable_by(user).order_by().values("pk")
    courses: QuerySet[CoursePage] = CoursePage.objects.filter(pk__in=editable).order_by(
        "title", "pk"
    ) | courses_reviewable_by(user)
    return courses


def courses_arranged_by(user: User) -> QuerySet[CoursePage]:
    """Courses whose reviewers the person chooses: those of one's own institute. A partner that co-writes does not."""
    editable = course_pages_editable_by(user)
    if administers_for_the_state(user):
        return editable
    own = courses_under(InstitutePage.objects.filter(organisation__in=organisations_where(user, *EDITING_ROLES)))
    return editable.filter(pk__in=own.order_by().values("pk"))


def courses_cancellable_by(user: User) -> QuerySet[CoursePage]:
    """Courses whose review the person may end before its time: one's own institute's, or handed in by oneself."""
    handed_in = ReviewRound.objects.filter(closed_at=None, requested_by=user).values("course")
    return courses_arranged_by(user) | course_pages_editable_by(user).filter(pk__in=handed_in)


def requests_to(user: User) -> ReviewRequestQuerySet:
    """Requests, answered ones too, to organisations for which the person stands."""
    return ReviewRequest.objects.to(user).select_related("round__course", "organisation")


def requests_decidable_by(user: User) -> QuerySet[ReviewRequest]:
    """What the person may answer now, soonest due first."""
    mine = ReviewRequest.objects.decidable_by(user)
    return mine.select_related("round__course", "round__requested_by", "organisation").order_by("due_on", "pk")
