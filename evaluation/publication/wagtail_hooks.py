"""The actions that the log of publication knows."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks


@hooks.register("register_log_actions")
def register_actions(actions: object) -> None:
    register = actions.register_action  # type: ignore[attr-defined]
    register("evaluation.release_publish", _("Publish release"), _("Release published"))
