from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NotesConfig(AppConfig):
    name = "courses.notes"
    label = "notes"
    verbose_name = _("Notes")

    def ready(self) -> None:
        from courses.notes import panels  # noqa: F401
