"""Banks of questions in the CMS."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks


@hooks.register("register_log_actions")
def register_log_actions(actions: Any) -> None:
    actions.register_action("questions.import", _("Import questions"), _("Questions imported"))
