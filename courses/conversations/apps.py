from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ConversationsConfig(AppConfig):
    name = "courses.conversations"
    label = "conversations"
    verbose_name = _("Conversations")

    def ready(self) -> None:
        from courses.conversations import panels, tasks  # noqa: F401
