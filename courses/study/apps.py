from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StudyConfig(AppConfig):
    name = "courses.study"
    label = "study"
    verbose_name = _("Study")

    def ready(self) -> None:
        from courses.study import panels  # noqa: F401
