"""Review of courses by partners: who was invited to which course, and the workflow step in which they approve it."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Task, TaskState

from accounts.models import User
from cms.pages import publishing
from cms.pages.models import CoursePage, course_of
from institutes.models import Membership, Organisation
from institutes.permissions import organisations_where

Role = Membership.Role


class CoursePartner(models.Model):
    """An organisation invited to review a course; a co-author also edits it."""

    course = models.ForeignKey(CoursePage, on_delete=models.CASCADE, related_name="partners", verbose_name=_("course"))
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("organisation")
    )
    may_edit = models.BooleanField(_("co-author: also edits the course"), default=False)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    invited_at = models.DateTimeField()

    class Meta:
        verbose_name = _("partner of a course")
        verbose_name_plural = _("partners of a course")
        ordering = ["organisation__name"]
        constraints = [models.UniqueConstraint(fields=["course", "organisation"], name="partner_once_per_course")]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.course}"


def organisations_that_approve(course: CoursePage) -> models.QuerySet[Organisation]:
    """The partners invited; a course without any is approved by the administration of its own institute."""
    partners = Organisation.objects.filter(pk__in=CoursePartner.objects.filter(course=course).values("organisation"))
    return partners if partners.exists() else Organisation.objects.filter(pk=course.organisation.pk)


def role_that_approves(course: CoursePage) -> Membership.Role:
    invited = CoursePartner.objects.filter(course=course).exists()
    return Role.REVIEWER if invited else Role.INSTITUTE_ADMIN


def may_approve(user: User, course: CoursePage) -> bool:
    """Whether the person stands for one of those who approve, and did not hand the course in."""
    state = course.current_workflow_state
    if state is not None and state.requested_by_id == user.pk:
        return False
    held = organisations_where(user, role_that_approves(course))
    return held.filter(pk__in=organisations_that_approve(course).values("pk")).exists()


class PartnerApprovalTask(Task):
    """A partner invited to the course approves it or asks for changes; nobody approves what they handed in."""

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
        if course is None or not may_approve(user, course):
            return []
        return_it = ("reject", _("Ask for changes"), True)
        return [return_it] if course.missing else [return_it, ("approve", _("Approve and publish"), True)]

    def on_action(self, task_state: Any, user: User, action_name: str, **kwargs: Any) -> None:
        with publishing.approved():
            super().on_action(task_state, user, action_name, **kwargs)

    def get_task_states_user_can_moderate(self, user: User, **kwargs: Any) -> models.QuerySet[TaskState]:
        waiting = self.task_states.filter(status=TaskState.STATUS_IN_PROGRESS)
        mine = [
            state.pk
            for state in waiting.select_related("workflow_state", "revision")
            if (course := course_of(state.revision.content_object)) and may_approve(user, course)
        ]
        found: models.QuerySet[TaskState] = waiting.filter(pk__in=mine)
        return found
