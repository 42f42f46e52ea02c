from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AssessmentConfig(AppConfig):
    name = "courses.assessment"
    label = "assessment"
    verbose_name = _("Assessment")

    def ready(self) -> None:
        """Show what is kept for the community."""
        from courses.assessment import panels  # noqa: F401
