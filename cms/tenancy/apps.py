from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TenancyConfig(AppConfig):
    name = "cms.tenancy"
    label = "tenancy"
    verbose_name = _("Who sees what")

    def ready(self) -> None:
        from cms.tenancy import receivers  # noqa: F401
        from cms.tenancy.permissions import reach_of_file
        from foundation.media import guarded_by

        guarded_by(reach_of_file)
