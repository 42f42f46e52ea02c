"""Names of what is done here, for the log."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry


@hooks.register("register_log_actions")
def actions_of_moving(actions: LogActionRegistry) -> None:
    actions.register_action("study.move", _("Move to a newer edition"), _("Moved to a newer edition"))
    actions.register_action("study.take_back", _("Go back to the former edition"), _("Went back to the former edition"))
    actions.register_action("study.offer_edition", _("Offer a newer edition"), _("Newer edition offered"))
    actions.register_action("study.move_group", _("Move a group to a newer edition"), _("Group moved"))
