from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LanguagesConfig(AppConfig):
    name = "languages"
    verbose_name = _("Languages")

    def ready(self) -> None:
        from celery.signals import task_prerun

        from languages import middleware, panels  # noqa: F401  listens to sign-ins; adds to the header

        task_prerun.connect(_keep_up, dispatch_uid="languages")


def _keep_up(**kwargs: Any) -> None:
    """Workers know what web processes know."""
    from languages.registry import keep_up

    keep_up()
