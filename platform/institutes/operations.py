"""Writes about places, roles and posts."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from accounts.models import User
from institutes import cct as ccts
from institutes.models import Membership, Organisation, Post, School
from institutes.permissions import Role, administers_for_the_state, memberships_managed_by, organisations_staffed_by

STATE_ROLES = frozenset({Role.EVALUATOR, Role.SEJ_ADMIN})


class MembershipRefused(Exception):
    """A rule about roles said no; the message is meant for the person."""


def roles_for(organisation: Organisation) -> list[tuple[str, str]]:
    """The roles that make sense in an organisation of this kind, as choices."""
    kinds = {
        Organisation.Kind.INSTITUTE: [Role.FACILITATOR, Role.AUTHOR, Role.INSTITUTE_ADMIN, Role.CERTIFIER],
        Organisation.Kind.PARTNER: [Role.REVIEWER, Role.AUTHOR, Role.INSTITUTE_ADMIN],
        Organisation.Kind.AUTHORITY: [Role.EVALUATOR, Role.SEJ_ADMIN, Role.REVIEWER, Role.AUTHOR],
    }
    return [(role.value, str(role.label)) for role in kinds[Organisation.Kind(organisation.kind)]]


@transaction.atomic
def grant_membership(
    *, actor: User | None, organisation: Organisation, user: User, role: Membership.Role, at: datetime
) -> Membership:
    """Give a person a role from today; giving it twice changes nothing. ``actor`` None is the command line."""
    _require_right(actor, organisation, role)
    if role not in dict(roles_for(organisation)):
        raise MembershipRefused(_("This role does not exist in an organisation of this kind."))
    today = timezone.localdate(at)
    # Two clicks at the same instant: the second waits here and then finds the role given.
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
    held = Membership.objects.filter(user=user, organisation=organisation, role=role, valid_to=None)
    membership = held.first()
    if membership is not None:
        return membership
    membership = Membership.objects.create(user=user, organisation=organisation, role=role, valid_from=today)
    log(instance=membership, action="institutes.grant", user=actor, title=str(membership))
    return membership


def _require_right(actor: User | None, organisation: Organisation, role: Membership.Role) -> None:
    if actor is None:
        return
    organisations_staffed_by(actor).get(pk=organisation.pk)  # a stranger gets DoesNotExist
    if role in STATE_ROLES and not administers_for_the_state(actor):
        raise PermissionDenied


@transaction.atomic
def end_membership(*, actor: User | None, membership: Membership, at: datetime) -> None:
    """Take the role away today; nobody ends the membership by which they administer, so none is left without."""
    if actor is not None:
        membership = memberships_managed_by(actor).select_for_update(of=("self",)).get(pk=membership.pk)
        if membership.user_id == actor.pk and membership.role in (Role.INSTITUTE_ADMIN, Role.SEJ_ADMIN):
            raise MembershipRefused(
                _("Somebody else must take this role from you, so that no institute is left alone.")
            )
    today = timezone.localdate(at)
    if membership.valid_to is not None and membership.valid_to <= today:
        return
    membership.valid_to = max(today, membership.valid_from)
    membership.save(update_fields=["valid_to"])
    log(instance=membership, action="institutes.end", user=actor, title=str(membership))


class PostRefused(Exception):
    """A rule about posts said no; the message is meant for the person."""


def save_post(*, post: Post, cct: str) -> Post:
    """Store a post, its school found or made by its key ("" for none); raises InvalidCct."""
    try:
        return _save_post(post, cct)
    except IntegrityError:  # the same form came twice at the same instant
        raise PostRefused(_("You have already added this post.")) from None


@transaction.atomic
def _save_post(post: Post, cct: str) -> Post:
    key = ccts.validate(cct) if cct else ""
    if key:
        post.school, _created = School.objects.get_or_create(cct=key, defaults={"municipality": post.municipality})
    else:
        post.school = None
    post.save()
    return post
