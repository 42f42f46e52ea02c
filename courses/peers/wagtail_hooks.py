"""Names of what is done here, for the log."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry


@hooks.register("register_log_actions")
def actions_of_peers(actions: LogActionRegistry) -> None:
    actions.register_action("peers.join", _("Ask colleagues for comments"), _("Asked colleagues for comments"))
    actions.register_action("peers.leave", _("Take a text back from colleagues"), _("Text taken back from colleagues"))
    actions.register_action("peers.begin", _("Share works out among colleagues"), _("Works shared out"))
    actions.register_action("peers.remove", _("Take out a comment"), _("Comment taken out"))
    actions.register_action("peers.restore", _("Put a comment back"), _("Comment put back"))
