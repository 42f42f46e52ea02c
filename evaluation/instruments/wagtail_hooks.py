"""The actions that the log of instruments knows."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks


@hooks.register("register_log_actions")
def register_actions(actions: object) -> None:
    register = actions.register_action  # type: ignore[attr-defined]
    register("evaluation.instrument_create", _("Create instrument"), _("Instrument created"))
    register("evaluation.occasion_open", _("Open occasion"), _("Occasion opened"))
