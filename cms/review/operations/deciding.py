"""Answering in a round: bound to the text that was handed in, once, and never by those who wrote it."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from accounts.models import User
from cms.pages.digest import text_digest
from cms.review.guests import is_address_of_an_author
from cms.review.models import ReviewRequest, ReviewRound
from cms.review.operations.rounds import advance, send_link
from cms.review.permissions import courses_arranged_by, requests_to
from cms.review.refusal import ReviewRefused

Decision = ReviewRequest.Decision


@transaction.atomic
def decide(*, actor: User, request: ReviewRequest, decision: str, remark: str, at: datetime) -> ReviewRequest:
    """Answer for an organisation: approve, ask for changes, or (who only comments) say one has read it."""
    _lock_round(request)
    request = requests_to(actor).get(pk=request.pk)
    _refuse_out_of_turn(request)
    if request.approves and request.is_own_text_of(actor):
        raise ReviewRefused(_("You wrote part of this text or handed it in: somebody else has to approve it."))
    request.decided_by = actor
    return _record(request, decision, remark, actor, at)


@transaction.atomic
def decide_as_guest(*, request: ReviewRequest, decision: str, remark: str, at: datetime) -> ReviewRequest:
    """Answer as the person whose link this is; whoever holds the link was already let in by its token."""
    token_digest = request.token_digest
    _lock_round(request)
    request = ReviewRequest.objects.select_related("round__course", "guest").get(
        pk=request.pk, guest__isnull=False, token_digest=token_digest, token_digest__isnull=False
    )
    _refuse_out_of_turn(request)
    if not request.link_works(at):
        raise ReviewRefused(_("This link has expired: ask for another one."))
    if request.approves and request.guest and is_address_of_an_author(request.guest.email, request.round.course):
        raise ReviewRefused(_("You wrote part of this text or handed it in: somebody else has to approve it."))
    return _record(request, decision, remark, None, at)


def _lock_round(request: ReviewRequest) -> None:
    """Answers of a round come one after another, so that the last one knows that it is the last."""
    ReviewRound.objects.select_for_update().get(pk=request.round_id)


def _refuse_out_of_turn(request: ReviewRequest) -> None:
    if request.decision:
        raise ReviewRefused(_("This was answered already, and an answer does not change."))
    if request.round.closed_at is not None:
        raise ReviewRefused(_("This review has ended."))
    if request.asked_at is None:
        raise ReviewRefused(_("It is not your turn yet: an earlier stage has not ended."))


def _record(request: ReviewRequest, decision: str, remark: str, actor: User | None, at: datetime) -> ReviewRequest:
    request.decision, request.remark, request.decided_at = _sound(request, decision), remark.strip(), at
    if request.decision == Decision.RETURNED and not request.remark:
        raise ReviewRefused(_("Say what should change before returning the course."))
    if text_digest(request.round.course) != request.round.digest:
        raise ReviewRefused(
            _("The text has changed since it was handed in, so nothing can be decided on it: ask for a new review.")
        )
    if request.decision == Decision.APPROVED and request.round.course.missing:
        raise ReviewRefused(_("The course is incomplete and cannot be approved."))
    request.save(update_fields=["decision", "remark", "decided_by", "decided_at"])
    log(
        instance=request.round.course,
        action=f"cms.review.{request.decision}",
        user=actor,
        data={"round": request.round.number, "party": request.party_name, "remark": request.remark},
    )
    advance(request.round, actor=actor, at=at)
    return request


def _sound(request: ReviewRequest, decision: str) -> str:
    """One of the answers that fit what was asked."""
    fitting = [Decision.APPROVED, Decision.RETURNED] if request.approves else [Decision.READ]
    if decision not in fitting:
        raise ReviewRefused(_("Choose one of the answers offered."))
    return decision


@transaction.atomic
def resend_link(*, actor: User, request: ReviewRequest, at: datetime) -> None:
    """Send a guest a new link; the one sent before stops working."""
    _lock_round(request)
    request = _arranged(actor, request)
    _refuse_out_of_turn(request)
    if request.guest is None:
        raise ReviewRefused(_("Only people without an account have a link."))
    send_link(request, request.guest, at)
    _log_change(actor, request, "cms.review.resend")


@transaction.atomic
def set_due_date(*, actor: User, request: ReviewRequest, due_on: date) -> None:
    """Give somebody who has not answered another date; reminders follow it."""
    _lock_round(request)
    request = _arranged(actor, request)
    _refuse_out_of_turn(request)
    if due_on < timezone.localdate():
        raise ReviewRefused(_("The due date has passed already: choose a later one."))
    request.due_on, request.reminded_on = due_on, None
    request.save(update_fields=["due_on", "reminded_on"])
    _log_change(actor, request, "cms.review.due")


def _arranged(actor: User, request: ReviewRequest) -> ReviewRequest:
    mine = ReviewRequest.objects.filter(round__course__in=courses_arranged_by(actor).order_by().values("pk"))
    return mine.select_related("round__course", "organisation", "guest").get(pk=request.pk)


def _log_change(actor: User, request: ReviewRequest, action: str) -> None:
    data = {"round": request.round.number, "party": request.party_name, "due_on": str(request.due_on)}
    log(instance=request.round.course, action=action, user=actor, data=data)
