"""Whose programmes: everybody reads those approved, authors write, administrators of the organisation approve."""

from typing import Any

from django.db.models import Q, QuerySet

from accounts.models import User
from courses.programmes.models import Following, Programme
from institutes.models import Membership, Organisation
from institutes.permissions import (
    acts_for_any,
    administers_for_the_state,
    organisations_where,
    organisations_where_or_all,
)

Role = Membership.Role
WRITERS = (Role.AUTHOR, Role.REVIEWER, Role.INSTITUTE_ADMIN)


def organisations_with_programmes_of(user: User) -> QuerySet[Organisation]:
    """Organisations for which the person writes programmes: institutes and partners."""
    return organisations_where_or_all(user, *WRITERS).order_by("name")


def writes_programmes(user: User) -> bool:
    return acts_for_any(user, *WRITERS)


def programmes_editable_by(user: User) -> QuerySet[Programme]:
    mine: QuerySet[Programme] = Programme.objects.filter(
        organisation__in=organisations_with_programmes_of(user).order_by()
    )
    return mine.order_by("title", "pk")


def programmes_publishable_by(user: User) -> QuerySet[Programme]:
    """Those that the person may approve and withdraw; that nobody approves their own text is a rule besides."""
    if administers_for_the_state(user):
        everything: QuerySet[Programme] = Programme.objects.all()
        return everything
    approved: QuerySet[Programme] = Programme.objects.filter(
        organisation__in=organisations_where(user, Role.INSTITUTE_ADMIN)
    )
    return approved


def programmes_deletable_by(user: User) -> QuerySet[Programme]:
    """Drafts that nobody ever saw published: what was, is withdrawn instead."""
    return programmes_editable_by(user).filter(first_published_at=None)


def programmes_readable_by(user: Any) -> QuerySet[Programme]:
    """Approved ones, and those withdrawn since that the visitor follows."""
    shown = Q(live=True)
    if user.is_authenticated:
        shown |= Q(
            pk__in=Following.objects.filter(teacher=user.pk).values("programme"), first_published_at__isnull=False
        )
    readable: QuerySet[Programme] = Programme.objects.filter(shown).select_related("organisation")
    return readable


def followings_of(user: User) -> QuerySet[Following]:
    """The programmes that the person follows, and nobody else's."""
    return Following.objects.filter(teacher=user.pk)
