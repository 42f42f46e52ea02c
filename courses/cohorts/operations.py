"""Making and changing cohorts."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from accounts.models import User
from courses.cohorts.models import Cohort
from courses.cohorts.permissions import cohorts_managed_by
from courses.cohorts.selectors import facilitators_of
from courses.editions.models import Edition
from institutes.models import Organisation
from institutes.permissions import institutes_administered_by


class CohortRefused(Exception):
    """A rule said no; the message is meant for the user."""


CHANGEABLE = {"name", "opens_on", "closes_on", "starts_on", "ends_on", "capacity", "is_public"}


@transaction.atomic
def create_cohort(
    *,
    actor: User | None,
    organisation: Organisation,
    edition: Edition,
    name: str,
    opens_on: date,
    closes_on: date,
    starts_on: date,
    ends_on: date,
    capacity: int | None = None,
    is_public: bool = True,
    facilitators: Iterable[User] = (),
    is_demonstration: bool = False,
    at: datetime,
) -> Cohort:
    """A new group at an institute that the actor administers; raises Organisation.DoesNotExist elsewhere.

    ``actor`` None is the command line.
    """
    if actor is not None:
        organisation = institutes_administered_by(actor).get(pk=organisation.pk)
    _hold(organisation.pk)
    cohort = Cohort(
        organisation=organisation,
        edition=edition,
        name=name.strip(),
        opens_on=opens_on,
        closes_on=closes_on,
        starts_on=starts_on,
        ends_on=ends_on,
        capacity=capacity,
        is_public=is_public,
        is_demonstration=is_demonstration,
    )
    _check(cohort)
    cohort.save()
    _set_facilitators(cohort, facilitators, at)
    log(instance=cohort, action="cohorts.create", user=actor)
    return cohort


@transaction.atomic
def change_cohort(*, actor: User, cohort: Cohort, changes: dict[str, Any], at: datetime) -> Cohort:
    """Change name, dates, places, listing or facilitators; the edition stays, since people study it."""
    _hold(cohort.organisation_id)
    cohort = cohorts_managed_by(actor).select_for_update(of=("self",)).get(pk=cohort.pk)
    changes = dict(changes)
    facilitators = changes.pop("facilitators", None)
    if unknown := set(changes) - CHANGEABLE:
        raise TypeError(f"Not changeable: {sorted(unknown)}")
    for name, value in changes.items():
        setattr(cohort, name, value)
    _check(cohort)
    cohort.save(update_fields=list(changes))
    if facilitators is not None:
        _set_facilitators(cohort, facilitators, at)
    log(instance=cohort, action="cohorts.change", user=actor, data={"fields": sorted(changes)})
    return cohort


@transaction.atomic
def close(*, actor: User, cohort: Cohort, at: datetime) -> Cohort:
    """End enrolment now; whoever is in goes on studying. Closing twice changes nothing."""
    cohort = cohorts_managed_by(actor).select_for_update(of=("self",)).get(pk=cohort.pk)
    if cohort.closed_at is None:
        cohort.closed_at = at
        cohort.save(update_fields=["closed_at"])
        log(instance=cohort, action="cohorts.close", user=actor)
    return cohort


def _hold(organisation_id: int) -> None:
    """Whoever names a group of the institute at the same instant waits, and then hears that the name is taken."""
    Organisation.objects.select_for_update(no_key=True).get(pk=organisation_id)


def _set_facilitators(cohort: Cohort, facilitators: Iterable[User], at: datetime) -> None:
    wanted = {user.pk for user in facilitators}
    known = facilitators_of(cohort.organisation, timezone.localdate(at)).filter(pk__in=wanted)
    if known.count() != len(wanted):
        raise CohortRefused(_("Only facilitators of this institute can accompany a cohort."))
    cohort.facilitators.set(wanted)


def _check(cohort: Cohort) -> None:
    """Say kindly what the database would refuse."""
    if cohort.opens_on > cohort.closes_on:
        raise CohortRefused(_("Enrolment closes before it opens: correct one of the two dates."))
    if cohort.starts_on > cohort.ends_on:
        raise CohortRefused(_("The course ends before it starts: correct one of the two dates."))
    if cohort.closes_on > cohort.ends_on:
        raise CohortRefused(_("Enrolment cannot stay open after the course has ended."))
    if cohort.capacity == 0:
        raise CohortRefused(_("A group needs at least one place; leave it empty for no limit."))
    try:
        cohort.validate_constraints()
    except ValidationError:
        raise CohortRefused(_("The institute already has a group of this name for this course.")) from None
