from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RecommendingConfig(AppConfig):
    name = "courses.recommending"
    label = "recommending"
    verbose_name = _("Recommendations")

    def ready(self) -> None:
        from courses.recommending import panels  # noqa: F401
