from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FindingConfig(AppConfig):
    name = "courses.finding"
    label = "finding"
    verbose_name = _("Finding")

    def ready(self) -> None:
        from courses.editions.signals import edition_stored
        from courses.finding.receivers import index_stored_edition

        edition_stored.connect(index_stored_edition, dispatch_uid="finding.index")
