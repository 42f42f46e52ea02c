"""Names of this room's actions in the log."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry


@hooks.register("register_log_actions")
def actions_of_marking(actions: LogActionRegistry) -> None:
    actions.register_action("marking.mark", _("Mark"), _("Marked a teacher's work"))
    actions.register_action("marking.return", _("Return to be improved"), _("Returned a teacher's work"))
    actions.register_action("marking.appeal", _("Ask for another look"), _("Asked for another look at a mark"))
    actions.register_action("marking.decide", _("Decide an appeal"), _("Decided an appeal"))
