"""A new institute gets the workflow; a course handed in is news for those who approve it."""

from typing import Any

from django.db.models.signals import post_save
from django.dispatch import receiver
from wagtail.signals import task_submitted

from cms.pages.models import CoursePage, InstitutePage
from cms.review.operations import ensure_workflow, tell_approvers


@receiver(post_save, sender=InstitutePage)
def follow_institute(raw: bool = False, created: bool = False, **_kwargs: Any) -> None:
    if created and not raw:
        ensure_workflow()


@receiver(task_submitted)
def follow_submission(instance: Any, **_kwargs: Any) -> None:
    course = instance.workflow_state.content_object.specific
    if isinstance(course, CoursePage):
        tell_approvers(course)
