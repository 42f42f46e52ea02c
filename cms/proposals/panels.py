"""What proposals tell on other pages: their part in a course's history."""

from collections.abc import Iterator
from uuid import UUID

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from cms.proposals.models import Proposal
from cms.proposals.permissions import proposals_shown_to_all
from foundation.history import Event, happened

EXCERPT = 280


@happened
def proposals(course_uid: UUID, slug: str) -> Iterator[Event]:
    """Public proposals of a course: when they came, what became of them."""
    shown = proposals_shown_to_all().filter(course_uid=course_uid).select_related("author__teacher_profile")
    for proposal in shown.order_by("-created_at", "-pk"):
        url = reverse("course_proposal", args=[slug, proposal.uid])
        title = _("Proposal received: %(kind)s") % {"kind": proposal.get_kind_display()}
        excerpt = Truncator(proposal.text).chars(EXCERPT)
        yield Event(
            proposal.created_at, f"proposal:{proposal.uid}:received", "proposal", title, excerpt, proposal.signature,
            "chat", url,
        )  # fmt: skip
        yield from _what_became_of(proposal, url)


def _what_became_of(proposal: Proposal, url: str) -> Iterator[Event]:
    about = Truncator(proposal.text).chars(EXCERPT // 3)
    if proposal.decided_at is not None:
        is_accepted = proposal.status == Proposal.Status.ACCEPTED
        title = _("Proposal accepted: “%(about)s”") if is_accepted else _("Proposal answered: “%(about)s”")
        key = f"proposal:{proposal.uid}:decided"
        answer = Truncator(proposal.answer).chars(EXCERPT)
        icon = "check-circle" if is_accepted else "chat"
        yield Event(proposal.decided_at, key, "proposal", title % {"about": about}, answer, "", icon, url)
    if proposal.included_at is not None:
        title = _("Edition %(number)d includes the proposal: “%(about)s”") % {
            "number": proposal.included_in, "about": about,
        }  # fmt: skip
        key = f"proposal:{proposal.uid}:included"
        yield Event(proposal.included_at, key, "proposal", title, icon="star", url=url)
