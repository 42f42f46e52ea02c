"""Names of this room's actions in the log."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry


@hooks.register("register_log_actions")
def register_actions(actions: LogActionRegistry) -> None:
    actions.register_action("attempt.extra_time", _("Give extra time"), _("Changed the time for timed lessons"))
    actions.register_action("attempt.regrade", _("Regrade"), _("Had answers marked again with a corrected key"))
    actions.register_action("evidence.accept", _("Accept evidence"), _("Accepted evidence of practice"))
    actions.register_action("evidence.return", _("Return evidence"), _("Returned evidence of practice with a remark"))
    actions.register_action("evidence.access", _("Change who sees"), _("Changed who may open a file of evidence"))
    actions.register_action("evidence.delete_file", _("Delete a file"), _("Deleted a file of evidence"))
