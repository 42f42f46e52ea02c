"""The verbs of a review: invite, hand in, decide, and what follows from each."""

from cms.review.operations.deciding import decide, decide_as_guest, resend_link, set_due_date
from cms.review.operations.parties import (
    change_guest,
    change_partner,
    invite_guest,
    invite_partner,
    move_stage,
    withdraw_guest,
    withdraw_partner,
)
from cms.review.operations.reminding import remind_of_reviews
from cms.review.operations.rounds import cancel_review, close_round, hand_in, open_missing_rounds, open_round
from cms.review.operations.workflow import ensure_workflow
from cms.review.refusal import ReviewRefused

__all__ = [
    "ReviewRefused",
    "cancel_review",
    "change_guest",
    "change_partner",
    "close_round",
    "decide",
    "decide_as_guest",
    "ensure_workflow",
    "hand_in",
    "invite_guest",
    "invite_partner",
    "move_stage",
    "open_missing_rounds",
    "open_round",
    "remind_of_reviews",
    "resend_link",
    "set_due_date",
    "withdraw_guest",
    "withdraw_partner",
]
