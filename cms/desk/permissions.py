"""Who translates: whoever writes a course, and partners invited to write it. A second person of them reviews."""

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet

from accounts.models import User
from cms.pages.models import CoursePage
from cms.pages.permissions import course_pages_editable_by


def courses_translatable_by(user: User) -> QuerySet[CoursePage]:
    """Courses that the person may translate and review, each by the page on which it is authored."""
    earlier = CoursePage.objects.filter(translation_key=OuterRef("translation_key"), pk__lt=OuterRef("pk"))
    return course_pages_editable_by(user).filter(~Exists(earlier)).select_related("locale")


def languages_for(course: CoursePage) -> list[tuple[str, str]]:
    """(tag, name) of the languages into which the course can be translated."""
    source = course.locale.language_code
    return [(code, str(name)) for code, name in settings.WAGTAIL_CONTENT_LANGUAGES if code != source]
