"""Reasons in words, for those who accompany."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from courses.guidance.selectors import Followed
from courses.guidance.standing import Reason

LABELS: dict[Reason, Promise] = {
    Reason.OVER: _("Time is over"),
    Reason.ENDING: _("The end is near"),
    Reason.FAILING: _("Fails the same lesson again and again"),
    Reason.RETURNED: _("Evidence came back and was not improved"),
    Reason.WAITING: _("Waits for your review"),
    Reason.NEVER_STARTED: _("Never started"),
    Reason.INACTIVE: _("No sign for days"),
    Reason.ABSENT: _("Misses too many sessions"),
    Reason.BEHIND: _("Behind the calendar"),
}
TONES = {Reason.OVER: "error", Reason.ENDING: "error", Reason.FAILING: "warn", Reason.WAITING: "accent"}


def in_words(followed: Followed) -> dict[str, Any]:
    """One person as the page shows them."""
    shown = [(LABELS[reason], TONES.get(reason, "")) for reason in followed.reasons]
    return {"person": followed, "facts": followed.facts, "reasons": shown}
