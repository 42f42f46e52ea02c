"""A round from the hand-in to its end."""

from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import TaskState, WorkflowState

from accounts.models import User
from cms.pages import publishing
from cms.pages.authorship import authors_of
from cms.pages.digest import text_digest
from cms.pages.models import CoursePage
from cms.pages.permissions import course_pages_editable_by
from cms.review.mail import ask_guest, ask_people, tell_of_outcome
from cms.review.models import CourseGuest, PartnerApprovalTask, ReviewRequest, ReviewRound
from cms.review.operations.workflow import ensure_workflow
from cms.review.permissions import courses_cancellable_by
from cms.review.refusal import ReviewRefused
from cms.review.selectors import missing_before_review, open_round_of, people_asked, planned_requests
from cms.review.stages import Outcome, standing
from cms.review.tokens import digest_of_token, new_token


def hand_in(*, actor: User, course: CoursePage, at: datetime) -> ReviewRound:
    """Hand a complete course in: its text is bound to the round, and the first stage is asked."""
    with transaction.atomic():
        course = course_pages_editable_by(actor).select_for_update(of=("self",)).get(pk=course.pk)
        if open_round_of(course) or course.workflow_in_progress:
            raise ReviewRefused(_("This course is under review already."))
        lacking = [problem.as_text() for problem in course.missing] + missing_before_review(course)
        if lacking:
            raise ReviewRefused(_("The course cannot be handed in yet. %(first)s") % {"first": lacking[0]})
        if course.get_latest_revision() is None:
            course.save_revision(user=actor)
        try:
            _start_workflow(course, actor)
        except ValidationError as error:
            raise ReviewRefused(_("This course is under review already.")) from error
        return ReviewRound.objects.get(course=course, closed_at=None)


def _start_workflow(course: CoursePage, actor: User) -> None:
    """What the editor does on submission; that a task was submitted opens our round (see receivers)."""
    state = course.current_workflow_state
    if state is not None and state.status == WorkflowState.STATUS_NEEDS_CHANGES:
        state.resume(user=actor)
    else:
        (course.get_workflow() or ensure_workflow()).start(course, actor)


@transaction.atomic
def open_round(*, task_state: TaskState, actor: User | None, at: datetime) -> ReviewRound:
    """Open the round of a course that was just submitted, and ask the first stage."""
    course = task_state.workflow_state.content_object.specific
    stale = open_round_of(course)
    if stale is not None:
        close_round(stale, ReviewRound.Outcome.CANCELLED, at)
    last = ReviewRound.objects.filter(course=course).order_by("-number").values_list("number", flat=True).first()
    requested_by = task_state.workflow_state.requested_by
    round_ = ReviewRound.objects.create(
        course=course,
        number=(last or 0) + 1,
        digest=text_digest(course),
        task_state=TaskState.objects.get(pk=task_state.pk),
        requested_by=actor or requested_by,
        opened_at=at,
    )
    ReviewRequest.objects.bulk_create(_of_round(request, round_) for request in planned_requests(course))
    log(instance=course, action="cms.review.open", user=actor, data={"round": round_.number, "digest": round_.digest})
    ask_whose_turn_it_is(round_, at)
    return round_


def open_missing_rounds(*, at: datetime) -> int:
    """Give each course that was handed in before rounds existed the round it lacks; safe to repeat."""
    unasked = TaskState.objects.filter(
        status=TaskState.STATUS_IN_PROGRESS, task__in=PartnerApprovalTask.objects.all(), review_round=None
    )
    waiting = list(unasked.select_related("workflow_state__requested_by"))
    for state in waiting:
        open_round(task_state=state, actor=state.workflow_state.requested_by, at=at)
    return len(waiting)


def _of_round(request: ReviewRequest, round_: ReviewRound) -> ReviewRequest:
    request.round = round_
    return request


def ask_whose_turn_it_is(round_: ReviewRound, at: datetime) -> None:
    """Write to those whose stage has begun."""
    requests = list(round_.requests.select_related("organisation", "guest"))
    turn = standing([request.as_party() for request in requests]).asked
    authors = authors_of(round_.course) | ({round_.requested_by_id} if round_.requested_by_id else set())
    for request in requests:
        if request.pk in turn and request.asked_at is None:
            request.round = round_
            _ask(request, authors, at)


def _ask(request: ReviewRequest, authors: set[int], at: datetime) -> None:
    request.asked_at = at
    request.due_on = timezone.localdate(at) + timedelta(days=request.due_days)
    request.save(update_fields=["asked_at", "due_on"])
    if request.guest is not None:
        send_link(request, request.guest, at)
    else:
        transaction.on_commit(partial(ask_people, people_asked(request, authors), request))


def send_link(request: ReviewRequest, guest: CourseGuest, at: datetime) -> None:
    """Give the guest a link of their own; one sent earlier stops working. We keep only the digest of its token."""
    token = new_token()
    request.token_digest = digest_of_token(token)
    request.token_expires_at = at + timedelta(days=guest.link_days)
    request.save(update_fields=["token_digest", "token_expires_at"])
    transaction.on_commit(partial(ask_guest, request, token))


def advance(round_: ReviewRound, *, actor: User | None, at: datetime) -> None:
    """After an answer: end the round if that was the last word, else ask whose turn it is now."""
    outcome = standing([request.as_party() for request in round_.requests.all()]).outcome
    if outcome is Outcome.OPEN:
        ask_whose_turn_it_is(round_, at)
        return
    close_round(round_, ReviewRound.Outcome(outcome.value), at)
    _finish_workflow(round_, actor)
    transaction.on_commit(partial(tell_of_outcome, round_))


def close_round(round_: ReviewRound, outcome: ReviewRound.Outcome, at: datetime) -> None:
    """Write down how the round ended; open requests and links of it end with it."""
    round_.outcome, round_.closed_at = outcome, at
    round_.save(update_fields=["outcome", "closed_at"])


def _finish_workflow(round_: ReviewRound, actor: User | None) -> None:
    state: Any = TaskState.objects.select_for_update().get(pk=round_.task_state_id)
    comment = "\n\n".join(
        f"{request.party_name}: {request.remark}"
        for request in round_.requests.select_related("organisation", "guest")
        if request.remark
    )
    if round_.outcome == ReviewRound.Outcome.RETURNED:
        state.reject(user=actor, comment=comment)
        return
    with publishing.approved():
        state.approve(user=actor, comment=comment)


@transaction.atomic
def cancel_review(*, actor: User, course: CoursePage) -> None:
    """Take the course back before the round is over; its round ends as cancelled (see receivers)."""
    course = courses_cancellable_by(actor).select_for_update(of=("self",)).get(pk=course.pk)
    state = course.current_workflow_state
    if state is None or state.status != WorkflowState.STATUS_IN_PROGRESS:
        raise ReviewRefused(_("This course is not under review."))
    state.cancel(user=actor)
