from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RecordsConfig(AppConfig):
    name = "courses.records"
    label = "records"
    verbose_name = _("Record of studies")

    def ready(self) -> None:
        from courses.records import panels  # noqa: F401
