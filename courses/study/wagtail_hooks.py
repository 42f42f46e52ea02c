"""Names of what is done to enrolments, for the log."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry


@hooks.register("register_log_actions")
def actions_of_study(actions: LogActionRegistry) -> None:
    actions.register_action("study.enrol", _("Enrol"), _("Enrolled"))
    actions.register_action("study.withdraw", _("Withdraw"), _("Withdrew"))
    actions.register_action("study.return", _("Return"), _("Returned"))
    actions.register_action("study.complete", _("Complete a course"), _("Course completed"))
    actions.register_action("study.promote", _("Give a free place"), _("Got a free place"))
    actions.register_action("study.wait", _("Join the waiting list"), _("Joined the waiting list"))
    actions.register_action("study.stop_waiting", _("Leave the waiting list"), _("Left the waiting list"))
    actions.register_action("study.admit", _("Admit without other courses"), _("Admitted without other courses"))
    actions.register_action("study.raise_grade", _("Raise a grade"), _("Grade raised after a correction"))
    actions.register_action("study.extend", _("Give more time"), _("More time given"))
