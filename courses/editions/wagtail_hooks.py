"""Names of what is done to editions, for the log."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry


@hooks.register("register_log_actions")
def actions_of_editions(actions: LogActionRegistry) -> None:
    actions.register_action("editions.publish", _("Publish an edition"), _("Edition published"))
    actions.register_action("editions.list", _("List in the catalogue"), _("Listed in the catalogue"))
    actions.register_action("editions.hide", _("Take out of the catalogue"), _("Taken out of the catalogue"))
