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
from courses.cohorts.models import Cohort, InvitationLink
from courses.cohorts.permissions import cohorts_managed_by
from courses.cohorts.selectors import facilitators_of
from courses.cohorts.signals import cohort_changed
from courses.editions.models import Course, Edition
from institutes.models import Organisation
from institutes.permissions import institutes_administered_by


class CohortRefused(Exception):
    """A rule said no; the message is meant for the user."""


RULES = {"attendance_percent", "needs_attendance", "has_discussion", "double_marking_percent"}
CHANGEABLE = {"name", "opens_on", "closes_on", "starts_on", "ends_on", "capacity", "is_public", *RULES}
COUNTED = ("revision", "changed_at")


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
    prerequisites: Iterable[Course] = (),
    attendance_percent: int = Cohort.USUAL_ATTENDANCE,
    needs_attendance: bool = False,
    has_discussion: bool = False,
    double_marking_percent: int = 0,
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
        attendance_percent=attendance_percent,
        needs_attendance=needs_attendance,
        has_discussion=has_discussion,
        double_marking_percent=double_marking_percent,
        is_demonstration=is_demonstration,
    )
    _check(cohort)
    cohort.save()
    _set_facilitators(cohort, facilitators, at)
    _set_prerequisites(cohort, prerequisites)
    InvitationLink.objects.create(cohort=cohort, created_by=actor, created_at=at)
    log(instance=cohort, action="cohorts.create", user=actor)
    return cohort


@transaction.atomic
def change_cohort(*, actor: User, cohort: Cohort, changes: dict[str, Any], at: datetime) -> Cohort:
    """Change name, dates, places, listing or facilitators; the edition stays, since people study it."""
    _hold(cohort.organisation_id)
    cohort = cohorts_managed_by(actor).select_for_update(of=("self",)).get(pk=cohort.pk)
    changes = dict(changes)
    facilitators, prerequisites = changes.pop("facilitators", None), changes.pop("prerequisites", None)
    if unknown := set(changes) - CHANGEABLE:
        raise TypeError(f"Not changeable: {sorted(unknown)}")
    for name, value in changes.items():
        setattr(cohort, name, value)
    _check(cohort)
    _count_change(cohort, at)
    cohort.save(update_fields=[*changes, *COUNTED])
    if facilitators is not None:
        _set_facilitators(cohort, facilitators, at)
    if prerequisites is not None:
        _set_prerequisites(cohort, prerequisites)
    cohort_changed.send(sender=Cohort, cohort=cohort, at=at)
    log(instance=cohort, action="cohorts.change", user=actor, data={"fields": sorted(changes)})
    return cohort


@transaction.atomic
def close(*, actor: User, cohort: Cohort, at: datetime) -> Cohort:
    """End enrolment now; whoever is in goes on studying. Closing twice changes nothing."""
    cohort = cohorts_managed_by(actor).select_for_update(of=("self",)).get(pk=cohort.pk)
    if cohort.closed_at is None:
        cohort.closed_at = at
        _count_change(cohort, at)
        cohort.save(update_fields=["closed_at", *COUNTED])
        log(instance=cohort, action="cohorts.close", user=actor)
    return cohort


@transaction.atomic
def make_link(
    *, actor: User, cohort: Cohort, note: str = "", valid_until: date | None, max_uses: int | None, at: datetime
) -> InvitationLink:
    """One more address by which people join, for a school or for a day."""
    cohort = cohorts_managed_by(actor).get(pk=cohort.pk)
    if valid_until is not None and valid_until < timezone.localdate(at):
        raise CohortRefused(_("This day has passed: the link would open to nobody."))
    if max_uses is not None and max_uses < 1:
        raise CohortRefused(_("A link is for one person at least; leave it empty for no limit."))
    link = InvitationLink.objects.create(
        cohort=cohort, note=note.strip(), valid_until=valid_until, max_uses=max_uses, created_by=actor, created_at=at
    )
    log(instance=cohort, action="cohorts.link", user=actor, data={"link": link.pk, "note": link.note})
    return link


@transaction.atomic
def revoke_link(*, actor: User, link: InvitationLink, at: datetime) -> InvitationLink:
    """Let nobody else in by it; whoever came by it stays. Revoking twice changes nothing."""
    links = InvitationLink.objects.select_for_update(of=("self",)).select_related("cohort")
    link = links.get(pk=link.pk, cohort__in=cohorts_managed_by(actor))
    if link.revoked_at is None:
        link.revoked_at = at
        link.save(update_fields=["revoked_at"])
        log(instance=link.cohort, action="cohorts.revoke_link", user=actor, data={"link": link.pk})
    return link


def _count_change(cohort: Cohort, at: datetime) -> None:
    cohort.revision, cohort.changed_at = cohort.revision + 1, at


def _hold(organisation_id: int) -> None:
    """Whoever names a group of the institute at the same instant waits, and then hears that the name is taken."""
    Organisation.objects.select_for_update(no_key=True).get(pk=organisation_id)


def _set_facilitators(cohort: Cohort, facilitators: Iterable[User], at: datetime) -> None:
    wanted = {user.pk for user in facilitators}
    known = facilitators_of(cohort.organisation, timezone.localdate(at)).filter(pk__in=wanted)
    if known.count() != len(wanted):
        raise CohortRefused(_("Only facilitators of this institute can accompany a cohort."))
    cohort.facilitators.set(wanted)


def _set_prerequisites(cohort: Cohort, courses: Iterable[Course]) -> None:
    wanted = list(courses)
    if any(course.pk == cohort.edition.course_id for course in wanted):
        raise CohortRefused(_("A course cannot ask for itself to be completed first."))
    cohort.prerequisites.set(wanted)


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
    if cohort.attendance_percent > 100:
        raise CohortRefused(_("Attendance is asked for in percent: write a number from 0 to 100."))
    if cohort.double_marking_percent > 100:
        raise CohortRefused(_("What two people mark is a share in percent: write a number from 0 to 100."))
    try:
        cohort.validate_constraints()
    except ValidationError:
        raise CohortRefused(_("The institute already has a group of this name for this course.")) from None
