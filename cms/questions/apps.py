from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class QuestionsConfig(AppConfig):
    name = "cms.questions"
    label = "questions"
    verbose_name = _("Question banks")

    def ready(self) -> None:
        from cms.pages.pools import opens_banks
        from cms.questions import operations, receivers  # noqa: F401  (the bodies of its jobs; what it listens to)
        from cms.questions.permissions import banks_editable_by

        opens_banks(banks_editable_by, chooser=_choose_bank)


def _choose_bank() -> Any:
    from cms.questions.viewsets import bank_chooser

    return bank_chooser.widget_class()
