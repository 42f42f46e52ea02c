from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DiscussionConfig(AppConfig):
    name = "cms.discussion"
    label = "discussion"
    verbose_name = _("Comments on courses")

    def ready(self) -> None:
        from cms.discussion import panels  # noqa: F401
