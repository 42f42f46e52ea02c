"""Names of what is done to certificates, for the log."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry


@hooks.register("register_log_actions")
def actions_of_credentials(actions: LogActionRegistry) -> None:
    actions.register_action("credentials.issue", _("Issue a certificate"), _("Certificate issued"))
    actions.register_action("credentials.revoke", _("Revoke a certificate"), _("Certificate revoked"))
    actions.register_action("credentials.reissue", _("Reissue a certificate"), _("Certificate reissued"))
