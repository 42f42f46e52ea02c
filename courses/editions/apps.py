from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EditionsConfig(AppConfig):
    name = "courses.editions"
    label = "editions"
    verbose_name = _("Editions")

    def ready(self) -> None:
        from cms.pages.signals import course_published
        from courses.editions import panels, publishing  # noqa: F401
        from courses.editions.receivers import freeze_published_course

        course_published.connect(freeze_published_course, dispatch_uid="editions.freeze")
