"""The one step of Wagtail's workflow: it stays open as long as our round does."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Task, TaskState

from accounts.models import User
from cms.pages.models import course_of
from cms.review.models.rounds import ReviewRequest
from cms.review.signals import action_taken


class PartnerApprovalTask(Task):
    """The parties invited to the course answer, stage by stage; nobody approves their own text."""

    class Meta:
        verbose_name = _("approval by a partner")
        verbose_name_plural = _("approvals by a partner")

    @classmethod
    def get_description(cls) -> str:
        return str(_("A reviewer of an organisation invited to the course approves it; nobody approves their own."))

    def user_can_access_editor(self, obj: Any, user: User) -> bool:
        return False  # partners read the course on its review page, with nothing to break

    def locked_for_user(self, obj: Any, user: User) -> bool:
        return True

    def get_actions(self, obj: Any, user: User) -> list[tuple[str, Any, bool]]:
        course = course_of(obj)
        mine = ReviewRequest.objects.filter(round__course=course, approves=True).decidable_by(user)
        if course is None or not mine.exists():
            return []
        return_it = ("reject", _("Ask for changes"), True)
        return [return_it] if course.missing else [return_it, ("approve", _("Approve"), True)]

    def on_action(self, task_state: Any, user: User, action_name: str, **kwargs: Any) -> None:
        """A button of Wagtail's is an answer like one on our page; the receiver hands it to the operation."""
        action_taken.send(
            sender=type(self), task_state=task_state, user=user, action=action_name, remark=kwargs.get("comment", "")
        )

    def get_task_states_user_can_moderate(self, user: User, **kwargs: Any) -> models.QuerySet[TaskState]:
        waiting = self.task_states.filter(status=TaskState.STATUS_IN_PROGRESS)
        mine = ReviewRequest.objects.filter(approves=True).decidable_by(user).values("round__task_state")
        found: models.QuerySet[TaskState] = waiting.filter(pk__in=mine)
        return found
