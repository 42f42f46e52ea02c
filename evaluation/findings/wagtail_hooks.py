"""The actions that the log of findings knows."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks


@hooks.register("register_log_actions")
def register_actions(actions: object) -> None:
    register = actions.register_action  # type: ignore[attr-defined]
    register("evaluation.data_cut_take", _("Take data cut"), _("Data cut taken"))
