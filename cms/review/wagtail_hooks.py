"""What a reviewer finds on the dashboard, and how reviews read in the log."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.ui.components import Component

from cms.review.permissions import courses_arranged_by, courses_reviewable_by, requests_decidable_by
from cms.review.selectors import late_requests_in

SHOWN = 12
ACTIONS = [
    ("invite", _("Invite a partner"), _("Partner invited")),
    ("invite_guest", _("Invite a person without an account"), _("Person without an account invited")),
    ("change", _("Change an invitation"), _("Invitation changed")),
    ("order", _("Change the order of the stages"), _("Order of the stages changed")),
    ("withdraw", _("Withdraw a partner"), _("Partner withdrawn")),
    ("open", _("Open a review"), _("Review opened")),
    ("approved", _("Approve"), _("Approved by a party")),
    ("returned", _("Ask for changes"), _("Changes asked for by a party")),
    ("read", _("Read and comment"), _("Read by a party")),
    ("resend", _("Send a new link"), _("New link sent")),
    ("due", _("Change a due date"), _("Due date changed")),
]


@hooks.register("register_log_actions")
def register_log_actions(actions: Any) -> None:
    for name, label, message in ACTIONS:
        actions.register_action(f"cms.review.{name}", label, message)


class WaitingPanel(Component):
    """What waits for this person, by when; who lets one's own courses wait; and the courses one reviews."""

    name = "waiting_for_me"
    order = 50
    template_name = "cms/review/_waiting.html"

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        user: Any = self.request.user
        today = timezone.localdate()
        return {
            "waiting": requests_decidable_by(user)[:SHOWN],
            "late": late_requests_in(courses_arranged_by(user), today)[:SHOWN],
            "invited": courses_reviewable_by(user)[:SHOWN],
            "today": today,
        }


@hooks.register("construct_homepage_panels", order=10)
def dashboard(request: HttpRequest, panels: list[Any]) -> None:
    panels.insert(0, WaitingPanel(request))
