from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GlossaryConfig(AppConfig):
    name = "cms.glossary"
    label = "glossary"
    verbose_name = _("Glossary")

    def ready(self) -> None:
        from cms.glossary import tasks  # noqa: F401  listens to changes of alphabets
