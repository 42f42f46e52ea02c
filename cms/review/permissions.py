"""Who may read a course before it is published."""

from django.db.models import QuerySet

from accounts.models import User
from cms.pages.models import CoursePage
from cms.pages.permissions import course_pages_editable_by
from cms.review.models import CoursePartner
from institutes.models import Membership
from institutes.permissions import organisations_where


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
