from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InstrumentsConfig(AppConfig):
    name = "evaluation.instruments"
    label = "instruments"
    verbose_name = _("Instruments")

    def ready(self) -> None:
        from evaluation.instruments import panels  # noqa: F401
