"""Who may comment, and who may settle a comment."""

from django.db.models import QuerySet
from wagtail.models import Comment, Page

from accounts.models import User
from cms.pages.models import CoursePage
from cms.pages.permissions import pages_editable_by
from cms.review.permissions import courses_readable_by


def pages_commentable_by(user: User, course: CoursePage) -> QuerySet[Page]:
    """The course and its parts, for whoever may read the draft."""
    readable = courses_readable_by(user).filter(pk=course.pk).exists()
    found: QuerySet[Page] = Page.objects.descendant_of(course, inclusive=True) if readable else Page.objects.none()
    return found


def comments_answerable_by(user: User, course: CoursePage) -> QuerySet[Comment]:
    pages = pages_commentable_by(user, course)
    found: QuerySet[Comment] = Comment.objects.filter(page__in=pages.order_by().values("pk"))
    return found


def comments_settleable_by(user: User, course: CoursePage) -> QuerySet[Comment]:
    """Authors settle comments on what they write; whoever made one may settle it too."""
    answerable = comments_answerable_by(user, course)
    return answerable.filter(page__in=pages_editable_by(user).order_by().values("pk")) | answerable.filter(user=user)
