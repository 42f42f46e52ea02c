"""Banks of questions in the CMS."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from cms.questions.viewsets import QuestionsGroup, bank_chooser


@hooks.register("register_log_actions")
def register_log_actions(actions: Any) -> None:
    actions.register_action("questions.import", _("Import questions"), _("Questions imported"))
    actions.register_action("questions.keep", _("Copy questions into a bank"), _("Questions copied from a lesson"))


@hooks.register("register_admin_viewset")
def register_viewsets() -> list[Any]:
    return [QuestionsGroup(), bank_chooser]
