"""The actions that the log of pilots knows."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks


@hooks.register("register_log_actions")
def register_actions(actions: object) -> None:
    register = actions.register_action  # type: ignore[attr-defined]
    register("evaluation.pilot_create", _("Create pilot"), _("Pilot created"))
    register("evaluation.protocol_lock", _("Lock protocol"), _("Protocol locked"))
