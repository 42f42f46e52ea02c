"""Names of this room's actions in the log."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry


@hooks.register("register_log_actions")
def register_actions(actions: LogActionRegistry) -> None:
    actions.register_action("project.name_adviser", _("Name an adviser"), _("Named who advises a project"))
    actions.register_action("project.remove_adviser", _("Remove an adviser"), _("Erased who advised a project"))
    actions.register_action("project.ask", _("Ask for an endorsement"), _("Asked the adviser about a milestone"))
    actions.register_action(
        "project.answer", _("Answer about a milestone"), _("The adviser answered about a milestone")
    )
