"""Names of what is said and moderated, for the log; what was said is not in it."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry


@hooks.register("register_log_actions")
def actions_of_conversations(actions: LogActionRegistry) -> None:
    actions.register_action("conversations.write", _("Write a message"), _("Message written"))
    actions.register_action("conversations.mailing", _("Write to many"), _("Message written to many"))
    actions.register_action("conversations.announce", _("Announce"), _("Announced"))
    actions.register_action("conversations.withdraw", _("Withdraw an announcement"), _("Announcement withdrawn"))
    actions.register_action("conversations.post", _("Write about a lesson"), _("Wrote about a lesson"))
    actions.register_action("conversations.edit", _("Change what one wrote"), _("Changed what they wrote"))
    actions.register_action("conversations.report", _("Report a post"), _("Post reported"))
    actions.register_action("conversations.hide", _("Hide a post"), _("Post hidden"))
    actions.register_action("conversations.show", _("Show a post again"), _("Post shown again"))
