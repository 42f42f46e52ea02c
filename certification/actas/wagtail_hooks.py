"""Names of what is done to actas, for the log."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry


@hooks.register("register_log_actions")
def actions_of_actas(actions: LogActionRegistry) -> None:
    actions.register_action("actas.sign", _("Sign an acta"), _("Acta signed"))
