from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InstitutesConfig(AppConfig):
    name = "institutes"
    verbose_name = _("Places and organisations")

    def ready(self) -> None:
        from institutes import naming, panels, standing  # noqa: F401  they register themselves
