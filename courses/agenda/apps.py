from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AgendaConfig(AppConfig):
    name = "courses.agenda"
    label = "agenda"
    verbose_name = _("Calendar")

    def ready(self) -> None:
        from courses.agenda import panels  # noqa: F401
