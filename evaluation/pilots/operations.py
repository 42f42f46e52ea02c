"""Creating a pilot, locking its protocol, taking part in it."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from accounts.models import Consent, User
from accounts.operations import grant_consent
from courses.editions.models import Edition
from courses.study.models import Enrolment
from evaluation.pilots import protocol as protocols
from evaluation.pilots.models import Participant, Pilot, PilotSite
from evaluation.pilots.permissions import pilots_evaluated_by, pilots_open_to
from evaluation.pilots.selectors import evaluation_consent_of
from institutes.models import Organisation
from institutes.permissions import evaluates_for_the_state


class PilotRefused(Exception):
    """A rule said no; the message is meant for the user."""


@transaction.atomic
def create_pilot(
    *,
    actor: User,
    name: str,
    edition: Edition,
    institutes: Iterable[Organisation],
    starts_on: date,
    ends_on: date,
    at: datetime,
    protocol: dict[str, Any] | None = None,
    summary: str = "",
    slug: str = "",
    is_demonstration: bool = False,
) -> Pilot:
    """Plan a pilot; ``protocol`` may leave out what ``protocol.DEFAULT`` says. Lock it before the post-test."""
    if not evaluates_for_the_state(actor):
        raise PilotRefused(_("Only the evaluators of the education authority plan pilots."))
    institutes = list(institutes)
    if not institutes:
        raise PilotRefused(_("A pilot needs at least one institute."))
    document = _sound(protocol or {})
    pilot = Pilot.objects.create(
        slug=slug or slugify(name)[:80],
        name=name,
        summary=summary,
        edition=edition,
        starts_on=starts_on,
        ends_on=ends_on,
        protocol=document,
        created_by=actor,
        created_at=at,
        is_demonstration=is_demonstration,
    )
    PilotSite.objects.bulk_create(PilotSite(pilot=pilot, institute=institute) for institute in institutes)
    log(instance=pilot, action="evaluation.pilot_create", user=actor)
    return pilot


def _sound(protocol: dict[str, Any]) -> dict[str, Any]:
    document = protocols.completed(protocol)
    problems = protocols.problems_of(document)
    if problems:
        raise PilotRefused(_("The protocol is not acceptable in: %(parts)s.") % {"parts": ", ".join(problems)})
    return document


@transaction.atomic
def lock_protocol(*, actor: User, pilot: Pilot, at: datetime) -> Pilot:
    """From now on neither protocol, edition, nor dates change: the database itself refuses."""
    pilot = pilots_evaluated_by(actor).select_for_update(of=("self",)).get(pk=pilot.pk)
    if pilot.is_locked:
        raise PilotRefused(_("The protocol is already locked."))
    pilot.locked_at, pilot.locked_by = at, actor
    pilot.protocol_digest = protocols.digest(pilot.protocol)
    pilot.save(update_fields=["locked_at", "locked_by", "protocol_digest"])
    log(instance=pilot, action="evaluation.protocol_lock", user=actor)
    return pilot


@transaction.atomic
def add_participant(*, pilot: Pilot, teacher: User, institute: Organisation, at: datetime) -> Participant:
    """Take ``teacher`` in. Needs an enrolment in the pilot's course at this institute and consent to evaluation.

    Asked again, it returns the same participant.
    """
    consent = evaluation_consent_of(teacher)
    if consent is None:
        raise PilotRefused(_("Taking part needs consent to the evaluation of the pilot."))
    if not pilot.starts_on <= timezone.localdate(at) <= pilot.ends_on:
        raise PilotRefused(_("This pilot is not taking new participants on this date."))
    if not PilotSite.objects.filter(pilot=pilot, institute=institute).exists():
        raise PilotRefused(_("This institute does not take part in the pilot."))
    enrolment = _enrolments(pilot, teacher).filter(institute=institute).first()
    if enrolment is None:
        raise PilotRefused(_("Only teachers who study the pilot's course at this institute take part."))
    participant, _created = Participant.objects.get_or_create(
        pilot=pilot,
        teacher=teacher,
        defaults={
            "institute": institute,
            "consent": consent,
            "consented_at": max(consent.granted_at, enrolment.enrolled_at),
            "enrolled_at": at,
        },
    )
    return participant


def _enrolments(pilot: Pilot, teacher: User) -> Any:
    enrolments = Enrolment.objects.filter(teacher=teacher, course=pilot.edition.course_id)
    return enrolments.exclude(status=Enrolment.Status.WITHDRAWN)


@transaction.atomic
def join_pilot(*, teacher: User, pilot: Pilot, at: datetime) -> Participant:
    """The teacher consents and takes part, in one step; the consent names the privacy notice in force."""
    pilot = pilots_open_to(teacher).select_related("edition").get(pk=pilot.pk)
    grant_consent(user=teacher, purpose=Consent.Purpose.EVALUATION, at=at)
    enrolment = _enrolments(pilot, teacher).filter(institute__pilot_sites__pilot=pilot).first()
    if enrolment is None:
        raise PilotRefused(_("Only teachers who study the pilot's course at this institute take part."))
    return add_participant(pilot=pilot, teacher=teacher, institute=enrolment.institute, at=at)
