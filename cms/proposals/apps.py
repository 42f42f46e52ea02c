from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProposalsConfig(AppConfig):
    name = "cms.proposals"
    label = "proposals"
    verbose_name = _("Proposals")

    def ready(self) -> None:
        from cms.proposals import panels  # noqa: F401  they register themselves
