from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FindingsConfig(AppConfig):
    name = "evaluation.findings"
    label = "findings"
    verbose_name = _("Findings")

    def ready(self) -> None:
        from evaluation.findings import panels, tasks  # noqa: F401
