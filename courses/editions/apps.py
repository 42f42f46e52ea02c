from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EditionsConfig(AppConfig):
    name = "courses.editions"
    label = "editions"
    verbose_name = _("Editions")

    def ready(self) -> None:
        from cms.pages.signals import course_published, course_unpublished
        from courses.editions import panels, publishing  # noqa: F401
        from courses.editions.receivers import editions_in, freeze_published_course, hide_unpublished_course
        from languages.signals import uses_of_language

        course_published.connect(freeze_published_course, dispatch_uid="editions.freeze")
        course_unpublished.connect(hide_unpublished_course, dispatch_uid="editions.hide")
        uses_of_language.connect(editions_in, dispatch_uid="editions.languages")
