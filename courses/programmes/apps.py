from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProgrammesConfig(AppConfig):
    name = "courses.programmes"
    label = "programmes"
    verbose_name = _("Programmes")

    def ready(self) -> None:
        from courses.programmes import panels  # noqa: F401
