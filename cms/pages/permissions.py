"""Rights over authored pages, as querysets: the same for lists, single pages, previews and reviews."""

from django.db.models import Q, QuerySet
from wagtail.models import Page
from wagtail.permissions import page_permission_policy

from accounts.models import User
from cms.pages.models import CoursePage, InstitutePage
from institutes.models import Membership
from institutes.permissions import organisations_where

Role = Membership.Role
EDITING_ROLES = (Role.AUTHOR, Role.INSTITUTE_ADMIN)


def pages_editable_by(user: User) -> QuerySet[Page]:
    """Pages that Wagtail's own permissions let the person change."""
    pages: QuerySet[Page] = page_permission_policy.instances_user_has_permission_for(user, "change")
    return pages


def course_pages_editable_by(user: User) -> QuerySet[CoursePage]:
    courses: QuerySet[CoursePage] = CoursePage.objects.filter(pk__in=pages_editable_by(user).values("pk")).order_by(
        "title", "pk"
    )
    return courses


def writes_courses(user: User) -> bool:
    """Whether there is any course that the person may change."""
    return bool(course_pages_editable_by(user).exists())


def course_pages_publishable_by(user: User) -> QuerySet[CoursePage]:
    pages = page_permission_policy.instances_user_has_permission_for(user, "publish")
    courses: QuerySet[CoursePage] = CoursePage.objects.filter(pk__in=pages.values("pk")).order_by("title", "pk")
    return courses


def institute_pages_of(user: User) -> QuerySet[InstitutePage]:
    """The places in the tree where the person writes."""
    mine = InstitutePage.objects.filter(organisation__in=organisations_where(user, *EDITING_ROLES))
    pages: QuerySet[InstitutePage] = mine.order_by("title", "pk")
    return pages


def courses_under(institutes: QuerySet[InstitutePage]) -> QuerySet[CoursePage]:
    """Every course below some institutes."""
    paths = Q(pk__in=[])
    for path in institutes.values_list("path", flat=True):
        paths |= Q(path__startswith=path)
    courses: QuerySet[CoursePage] = CoursePage.objects.filter(paths).order_by("title", "pk")
    return courses
