from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeersConfig(AppConfig):
    name = "courses.peers"
    label = "peers"
    verbose_name = _("Comments among colleagues")

    def ready(self) -> None:
        """Stand beside what was handed in, in one's own place and in the navigation of groups."""
        from courses.peers import panels  # noqa: F401
