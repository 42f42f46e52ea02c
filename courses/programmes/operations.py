"""Approving and withdrawing programmes; following one and leaving it."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.actions.unpublish import UnpublishAction
from wagtail.models import Revision

from accounts.models import User
from courses.programmes.models import Following, Programme
from courses.programmes.permissions import followings_of, programmes_publishable_by, programmes_readable_by


class ProgrammeRefused(Exception):
    """A rule said no; the message is meant for the user."""


def is_own_text(user: User, programme: Programme) -> bool:
    """Whether the person saved a draft since the programme was last approved."""
    saved = Revision.objects.for_instance(programme).filter(user_id=user.pk)
    return bool(saved.filter(pk__gt=programme.live_revision_id or 0).exists())


@transaction.atomic
def publish_programme(*, actor: User, programme: Programme, revision: int) -> Programme:
    """Make public the draft that the actor has read; what was saved meanwhile must be read first."""
    found: Programme = programmes_publishable_by(actor).select_for_update(of=("self",)).get(pk=programme.pk)
    if found.live and not found.has_unpublished_changes:
        return found
    if found.latest_revision_id != revision:
        raise ProgrammeRefused(_("Somebody saved another draft meanwhile: read it, then approve it."))
    if is_own_text(actor, found):
        raise ProgrammeRefused(_("Nobody approves their own text: ask a colleague to read and publish it."))
    found.latest_revision.publish(user=actor, skip_permission_checks=True)
    published: Programme = Programme.objects.get(pk=found.pk)
    return published


@transaction.atomic
def withdraw_programme(*, actor: User, programme: Programme) -> None:
    """Offer it no longer; whoever follows it goes on. Withdrawing what is not public changes nothing."""
    found: Programme = programmes_publishable_by(actor).select_for_update(of=("self",)).get(pk=programme.pk)
    if found.live:
        UnpublishAction(found, user=actor).execute(skip_permission_checks=True)


@transaction.atomic
def follow_programme(*, teacher: User, programme: Programme, at: datetime) -> Following:
    """Follow a programme; a second time changes nothing. Raises Programme.DoesNotExist for one that is not public."""
    found = programmes_readable_by(teacher).get(pk=programme.pk)
    following, _made = Following.objects.get_or_create(teacher=teacher, programme=found, defaults={"followed_at": at})
    return following


@transaction.atomic
def leave_programme(*, teacher: User, programme: Programme) -> None:
    """Follow it no longer; courses and what was completed stay."""
    followings_of(teacher).filter(programme=programme.pk).delete()
