"""While a course is under review, none of its parts changes."""

from typing import Any

from django.utils.translation import gettext as _
from wagtail.locks import BaseLock


class CourseInReviewLock(BaseLock):
    """Locks a module or lesson for everyone until its course leaves review."""

    def for_user(self, user: Any) -> bool:
        return True

    def get_message(self, user: Any) -> str:
        return _("This course is under review: nothing in it can change until the review ends or is cancelled.")

    def get_locked_by(self, user: Any) -> str:
        return _("Locked while the course is under review")

    def get_description(self, user: Any) -> str:
        return _("Cancel the review on the course's page to go on editing.")
