from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MovingConfig(AppConfig):
    name = "courses.moving"
    label = "moving"
    verbose_name = _("Moving to newer editions")

    def ready(self) -> None:
        """Stand in one's own place, above the summary of a course, and in the navigation of groups."""
        from courses.moving import panels  # noqa: F401
