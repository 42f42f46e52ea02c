from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlayerConfig(AppConfig):
    name = "courses.player"
    label = "player"
    verbose_name = _("Player")

    def ready(self) -> None:
        from courses.player import receivers  # noqa: F401
