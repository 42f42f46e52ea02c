"""Names of this room's actions in the log."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks


@hooks.register("register_log_actions")
def register_actions(actions: Any) -> None:
    actions.register_action("evidence.accept", _("Accept evidence"), _("Accepted evidence of practice"))
    actions.register_action("evidence.return", _("Return evidence"), _("Returned evidence of practice with a remark"))
