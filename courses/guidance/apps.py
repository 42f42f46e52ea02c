from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GuidanceConfig(AppConfig):
    name = "courses.guidance"
    label = "guidance"
    verbose_name = _("Guidance")

    def ready(self) -> None:
        from courses.guidance import panels  # noqa: F401
