from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StudyConfig(AppConfig):
    name = "courses.study"
    label = "study"
    verbose_name = _("Study")

    def ready(self) -> None:
        from courses.cohorts.signals import cohort_changed
        from courses.study import panels  # noqa: F401
        from courses.study.receivers import keep_places

        cohort_changed.connect(keep_places, dispatch_uid="study.places")
