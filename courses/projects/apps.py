from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProjectsConfig(AppConfig):
    name = "courses.projects"
    label = "projects"
    verbose_name = _("Community projects")

    def ready(self) -> None:
        from courses.projects import panels  # noqa: F401
