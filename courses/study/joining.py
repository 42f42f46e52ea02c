"""Places in cohorts, for operations that hold the cohort's row: who may join, who waits, who is next.

Whoever changes who is in a cohort locks its row first and enrolments after it, so that two never wait for each other.
"""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from accounts.models import User
from courses.cohorts.models import Cohort, InvitationLink
from courses.editions.models import Edition
from courses.editions.selectors import lesson_facts
from courses.study.completion import ACCEPTED
from courses.study.mail import place_letter
from courses.study.models import Enrolment, Progress, WaitingPlace
from courses.study.permissions import enrolments_of
from courses.study.refusals import CohortFull, PrerequisitesMissing, StudyRefused
from courses.study.selectors import free_places, missing_prerequisites, waiting_in
from letters.models import Letter
from letters.operations import post_letters

Outcome = WaitingPlace.Outcome


def held(cohort: Cohort) -> Cohort:
    """The cohort with its row locked."""
    rows = Cohort.objects.select_for_update(of=("self",)).select_related("edition", "organisation")
    return rows.defer("edition__source_text", "edition__search_text").get(pk=cohort.pk)


def held_link(link: InvitationLink | None) -> InvitationLink | None:
    """The link as it is now, its row locked: it may have been taken back since the page was drawn."""
    return None if link is None else InvitationLink.objects.select_for_update().get(pk=link.pk)


def check_may_join(teacher: User, cohort: Cohort, link: InvitationLink | None, at: datetime) -> None:
    """Everything but places: enrolment is open, one is invited, and has completed what comes first."""
    if not cohort.is_open(timezone.localdate(at)):
        raise StudyRefused(_("Enrolment in this cohort is closed."))
    if not _is_invited(teacher, cohort, link, at):
        raise StudyRefused(_("This group is by invitation, and this link no longer opens it. Ask for a new one."))
    if missing := missing_prerequisites(teacher, cohort):
        raise PrerequisitesMissing(missing)


def _is_invited(teacher: User, cohort: Cohort, link: InvitationLink | None, at: datetime) -> bool:
    """By being public, by a link in force, or by having been here before."""
    if cohort.is_public or enrolments_of(teacher).filter(cohort=cohort).exists():
        return True
    if waiting_in(cohort).filter(teacher=teacher).exists():
        return True
    return link is not None and link.cohort_id == cohort.pk and not link.why_not(timezone.localdate(at))


def check_place(cohort: Cohort) -> None:
    """A place is free for whoever comes now: those who wait come before."""
    free = free_places(cohort)
    if free is not None and free <= waiting_in(cohort).count():
        raise CohortFull


def use_link(link: InvitationLink | None, cohort: Cohort) -> None:
    """Count one more person who came by the link; the statement itself refuses one too many."""
    if link is None or link.cohort_id != cohort.pk:
        return
    left = Q(max_uses=None) | Q(uses__lt=F("max_uses"))
    if not InvitationLink.objects.filter(left, pk=link.pk).update(uses=F("uses") + 1) and not cohort.is_public:
        raise StudyRefused(_("This group is by invitation, and this link no longer opens it. Ask for a new one."))


def place(
    teacher: User, edition: Edition, cohort: Cohort | None, at: datetime, *, by: User | None, rule: str = ACCEPTED
) -> Enrolment:
    """Enrol, or take up again what was left in the same edition; whoever waited for this course waits no longer."""
    institute_id = cohort.organisation_id if cohort else edition.course.organisation_id
    same = Q(edition=edition) | Q(cohort=cohort, cohort__isnull=False)  # whoever moved on with the group is in another
    left = enrolments_of(teacher).filter(same, course=edition.course_id, status=Enrolment.Status.WITHDRAWN)
    enrolment = left.select_for_update(of=("self",)).order_by("-pk").first()
    action = "study.return" if enrolment else "study.enrol"
    if enrolment is None:
        where = {"cohort": cohort, "institute_id": institute_id}
        enrolment = _new(teacher, edition, at, completes_by=rule, **where)
    else:
        enrolment.status, enrolment.withdrawn_at = Enrolment.Status.ACTIVE, None
        enrolment.cohort, enrolment.institute_id = cohort, institute_id
        enrolment.save(update_fields=["status", "withdrawn_at", "cohort", "institute"])
    _stop_waiting(teacher, edition, cohort, at)
    log(instance=enrolment, action=action, user=by, data={"cohort": cohort.pk if cohort else None})
    return enrolment


def _new(teacher: User, edition: Edition, at: datetime, **facts: Any) -> Enrolment:
    enrolment = Enrolment.objects.create(
        teacher=teacher, course_id=edition.course_id, edition=edition, enrolled_at=at, **facts
    )
    Progress.objects.create(enrolment=enrolment, lessons_total=len(lesson_facts(edition)), updated_at=at)
    return enrolment


def _stop_waiting(teacher: User, edition: Edition, cohort: Cohort | None, at: datetime) -> None:
    waiting = WaitingPlace.objects.filter(teacher=teacher, cohort__edition__course=edition.course_id, ended_at=None)
    waiting.filter(cohort=cohort).update(ended_at=at, outcome=Outcome.ENROLLED)
    waiting.exclude(cohort=cohort).update(ended_at=at, outcome=Outcome.ELSEWHERE)


def promote_waiting(cohort: Cohort, at: datetime) -> list[Enrolment]:
    """Give free places to those who wait, first come first served, while enrolment is open; each gets a letter."""
    free = free_places(cohort)
    promoted: list[Enrolment] = []
    if not cohort.is_open(timezone.localdate(at)) or free == 0:
        return promoted
    for waiting in waiting_in(cohort).select_related("teacher"):
        if free is not None and len(promoted) >= free:
            break
        enrolment = _promoted(waiting, cohort, at)
        if enrolment is not None:
            promoted.append(enrolment)
    return promoted


def _promoted(waiting: WaitingPlace, cohort: Cohort, at: datetime) -> Enrolment | None:
    """The enrolment of whoever waited; None when they have joined the course elsewhere in the meantime."""
    try:
        with transaction.atomic():
            enrolment = place(waiting.teacher, cohort.edition, cohort, at, by=None)
    except IntegrityError:
        WaitingPlace.objects.filter(pk=waiting.pk).update(ended_at=at, outcome=Outcome.ELSEWHERE)
        return None
    log(instance=enrolment, action="study.promote", data={"cohort": cohort.pk, "waited_since": str(waiting.joined_at)})
    post_letters([place_letter(waiting, enrolment)], kind=Letter.Kind.DECISION, at=at)
    return enrolment
