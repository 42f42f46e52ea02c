from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ActasConfig(AppConfig):
    name = "certification.actas"
    label = "actas"
    verbose_name = _("Actas")

    def ready(self) -> None:
        from certification.actas import panels  # noqa: F401
