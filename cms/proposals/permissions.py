"""Who may read, answer and hide proposals."""

from typing import Any

from django.db.models import Q, QuerySet

from accounts.models import User
from cms.pages.permissions import course_pages_editable_by, course_pages_publishable_by
from cms.proposals.models import Proposal

Status = Proposal.Status
SHOWN_TO_ALL = Q(is_public=True, hidden_at=None) & ~Q(status=Status.WITHDRAWN)


def proposals_shown_to_all() -> QuerySet[Proposal]:
    """Those that their authors made public, that nobody withdrew or hid."""
    return Proposal.objects.filter(SHOWN_TO_ALL)


def proposals_of(user: User) -> QuerySet[Proposal]:
    """A person's own, whatever their state."""
    return Proposal.objects.filter(author_id=user.pk)


def proposals_answerable_by(user: User) -> QuerySet[Proposal]:
    """Those about courses that the person edits; what its author withdrew is nobody else's any more."""
    courses = course_pages_editable_by(user).order_by().values("translation_key")
    return Proposal.objects.filter(course_uid__in=courses).exclude(status=Status.WITHDRAWN)


def proposals_hideable_by(user: User) -> QuerySet[Proposal]:
    """Those about courses that the person may publish: hiding is not for whom a proposal criticises."""
    courses = course_pages_publishable_by(user).order_by().values("translation_key")
    return Proposal.objects.filter(course_uid__in=courses).exclude(status=Status.WITHDRAWN)


def proposals_readable_by(user: Any) -> QuerySet[Proposal]:
    """What a visitor may read on the public pages: what is public, and one's own."""
    readable = SHOWN_TO_ALL | Q(author_id=user.pk) if user.is_authenticated else SHOWN_TO_ALL
    return Proposal.objects.filter(readable)


def supportable_by(user: User) -> QuerySet[Proposal]:
    """Public proposals of others that are not answered yet or are being worked in."""
    open_to_support = [Status.RECEIVED, Status.IN_STUDY, Status.ACCEPTED]
    return proposals_shown_to_all().filter(status__in=open_to_support).exclude(author_id=user.pk)
