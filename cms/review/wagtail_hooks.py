"""What a reviewer finds on the dashboard, and how reviews read in the log."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.ui.components import Component
from wagtail.models import TaskState

from cms.pages.models import course_of
from cms.review.permissions import courses_reviewable_by


@hooks.register("register_log_actions")
def register_log_actions(actions: Any) -> None:
    actions.register_action("cms.review.invite", _("Invite a partner"), _("Partner invited"))
    actions.register_action("cms.review.withdraw", _("Withdraw a partner"), _("Partner withdrawn"))


class WaitingPanel(Component):
    """Courses that wait for this person, and those to which one's organisation is invited."""

    name = "waiting_for_me"
    order = 50
    template_name = "cms/review/_waiting.html"

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        states = TaskState.objects.reviewable_by(self.request.user).select_related("workflow_state__requested_by")
        waiting = [(course_of(state.workflow_state.content_object), state) for state in states]
        return {"waiting": waiting, "invited": courses_reviewable_by(self.request.user)}  # type: ignore[arg-type]


@hooks.register("construct_homepage_panels", order=10)
def dashboard(request: HttpRequest, panels: list[Any]) -> None:
    panels.insert(0, WaitingPanel(request))
