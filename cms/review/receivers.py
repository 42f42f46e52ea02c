"""A new institute gets the workflow; what happens to Wagtail's workflow happens to our round."""

from typing import Any

from django.db.models.signals import post_save
from django.dispatch import receiver
from django.utils import timezone
from wagtail.models import TaskState
from wagtail.signals import task_submitted, workflow_approved, workflow_cancelled, workflow_rejected

from cms.pages.models import CoursePage, InstitutePage
from cms.review.models import ReviewRequest, ReviewRound
from cms.review.operations import ReviewRefused, close_round, decide, ensure_workflow, open_round
from cms.review.signals import action_taken

# Wagtail's names of its buttons, and what they mean here.
ANSWERS = {"approve": ReviewRequest.Decision.APPROVED, "reject": ReviewRequest.Decision.RETURNED}


@receiver(post_save, sender=InstitutePage)
def follow_institute(raw: bool = False, created: bool = False, **_kwargs: Any) -> None:
    if created and not raw:
        ensure_workflow()


@receiver(task_submitted)
def follow_submission(instance: TaskState, user: Any = None, **_kwargs: Any) -> None:
    if isinstance(instance.workflow_state.content_object.specific, CoursePage):
        open_round(task_state=instance, actor=user, at=timezone.now())


@receiver(action_taken)
def follow_button(task_state: TaskState, user: Any, action: str, remark: str, **_kwargs: Any) -> None:
    """One of Wagtail's buttons is an answer like one given on our page."""
    mine = ReviewRequest.objects.filter(round__task_state=task_state.pk, approves=True).decidable_by(user).first()
    if mine is None or action not in ANSWERS:
        raise ReviewRefused("This button is not for this person.")
    decide(actor=user, request=mine, decision=ANSWERS[action], remark=remark, at=timezone.now())


@receiver([workflow_cancelled, workflow_approved, workflow_rejected])
def follow_end(instance: Any, **_kwargs: Any) -> None:
    """However else the workflow ends, an open round ends with it, without anybody's approval."""
    for round_ in ReviewRound.objects.filter(task_state__workflow_state=instance, closed_at=None):
        close_round(round_, ReviewRound.Outcome.CANCELLED, timezone.now())
