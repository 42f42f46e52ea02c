"""Names of what is done to cohorts, for the log."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry


@hooks.register("register_log_actions")
def actions_of_cohorts(actions: LogActionRegistry) -> None:
    actions.register_action("cohorts.create", _("Create a cohort"), _("Cohort created"))
    actions.register_action("cohorts.change", _("Change a cohort"), _("Cohort changed"))
    actions.register_action("cohorts.close", _("Close enrolment"), _("Enrolment closed"))
    actions.register_action("cohorts.link", _("Make an invitation link"), _("Invitation link made"))
    actions.register_action("cohorts.revoke_link", _("Revoke an invitation link"), _("Invitation link revoked"))
