"""Names of what is done to sessions, for the log."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry


@hooks.register("register_log_actions")
def actions_of_attendance(actions: LogActionRegistry) -> None:
    actions.register_action("attendance.plan", _("Plan a session"), _("Session planned"))
    actions.register_action("attendance.change", _("Change a session"), _("Session changed"))
    actions.register_action("attendance.cancel", _("Call a session off"), _("Session called off"))
    actions.register_action("attendance.mark", _("Call the roll"), _("Roll called"))
    actions.register_action("attendance.correct", _("Correct the roll"), _("Roll corrected"))
    actions.register_action("attendance.sign_in", _("Sign in to a session"), _("Signed in to a session"))
