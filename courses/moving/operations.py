"""Moving an enrolment to the newest edition, taking that back, and doing so for a group."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from accounts.models import User
from courses.assessment.operations import leave_edition
from courses.assessment.selectors import drafts_without_a_place
from courses.cohorts.models import Cohort
from courses.cohorts.permissions import cohorts_accompanied_by
from courses.editions.models import Edition
from courses.editions.selectors import edition_of, newer_than
from courses.moving.mail import moved_letter, offer_letter
from courses.moving.refusals import MovingRefused
from courses.moving.selectors import back_until, last_move_of, people_behind, worked_since
from courses.study.models import Enrolment, Move
from courses.study.permissions import enrolments_accompanied_by, enrolments_of
from courses.study.pinning import pin
from courses.study.recording import locked
from foundation.jobs import add_problem, job, start_job, track
from foundation.models import Job
from letters.models import Letter
from letters.operations import post_letters

KIND = "editions.move"


@transaction.atomic
def move_to_edition(*, actor: User, enrolment: Enrolment, edition: Edition, at: datetime) -> Move | None:
    """Go on in the newest edition, by the teacher's own choice; None when they are there already.

    Raises Enrolment.DoesNotExist.
    """
    row = _held(enrolments_of(actor), enrolment)
    return _moved(row, edition, by=actor, why=Move.Why.CHOICE, note="", at=at)


@transaction.atomic
def move_person(*, actor: User, enrolment: Enrolment, edition: Edition, note: str, at: datetime) -> Move | None:
    """Take one person of a group along to the newest edition; they get a letter, and may go back.

    Raises Enrolment.DoesNotExist.
    """
    row = _held(enrolments_accompanied_by(actor), enrolment)
    move = _moved(row, edition, by=actor, why=Move.Why.GROUP, note=note, at=at)
    if move is not None:
        post_letters([moved_letter(move)], kind=Letter.Kind.DECISION, at=at)
    return move


def _held(allowed: QuerySet[Enrolment], enrolment: Enrolment) -> Enrolment:
    """The enrolment as it is now, locked: whoever answers or hands in at the same time waits, or is waited for."""
    return locked(allowed.get(pk=enrolment.pk))


def _moved(row: Enrolment, edition: Edition, *, by: User, why: Move.Why, note: str, at: datetime) -> Move | None:
    if row.edition_id == edition.pk:
        return None
    _check(row, edition)
    return _pinned(row, edition_of(edition.pk), by=by, why=why, note=note, at=at)


def _check(row: Enrolment, edition: Edition) -> None:
    if row.status == Enrolment.Status.COMPLETED:
        raise MovingRefused(_("This course is completed: it stays in the edition in which it was completed."))
    if row.status == Enrolment.Status.WITHDRAWN:
        raise MovingRefused(_("The course was left. Whoever comes back to it can move then."))
    newer = newer_than(row.edition)
    if newer is None or newer.latest.pk != edition.pk:
        raise MovingRefused(_("In the meantime another edition was published. Look again at what carries over."))
    if drafts_without_a_place(row, edition):
        raise MovingRefused(
            _("There are answers that were begun and not sent, in a lesson whose questions change. Send them first.")
        )


def _pinned(
    row: Enrolment, edition: Edition, *, by: User, why: Move.Why, note: str, at: datetime, undoes: Move | None = None
) -> Move:
    leave_edition(enrolment=row)
    move = pin(row, edition, by=by, why=why, note=note, at=at, undoes=undoes)
    data = {"from": move.from_edition.number, "to": edition.number, "why": str(why)}
    log(instance=row, action="study.take_back" if undoes else "study.move", user=by, data=data)
    return move


@transaction.atomic
def take_back(*, actor: User, enrolment: Enrolment, at: datetime) -> Move:
    """Go back to the edition that one studied before, whoever moved one on; doing it twice does it once.

    Raises Enrolment.DoesNotExist.
    """
    row = _held(enrolments_of(actor), enrolment)
    last = last_move_of(row)
    if last is not None and last.why == Move.Why.UNDONE:
        return last
    if last is None or row.status != Enrolment.Status.ACTIVE:
        raise MovingRefused(_("There is no move to take back."))
    if at > back_until(last):
        raise MovingRefused(_("The time to go back has passed."))
    if worked_since(row):
        raise MovingRefused(_("You have already worked in this edition, so you go on in it. What you earned stays."))
    former = edition_of(last.from_edition_id)
    return _pinned(row, former, by=actor, why=Move.Why.UNDONE, note="", at=at, undoes=last)


# --- A group ---
@transaction.atomic
def offer_to_group(*, actor: User, cohort: Cohort, edition: Edition, people: Collection[UUID], at: datetime) -> int:
    """Tell people of a group by letter of the newest edition, each once; how many of them study an earlier one.

    Raises Cohort.DoesNotExist.
    """
    chosen = list(_chosen(actor, cohort, edition, people))
    post_letters([offer_letter(enrolment, edition) for enrolment in chosen], kind=Letter.Kind.MESSAGE, at=at)
    log(instance=cohort, action="study.offer_edition", user=actor, data=_told(edition, chosen))
    return len(chosen)


@transaction.atomic
def start_moving(*, actor: User, cohort: Cohort, edition: Edition, people: Collection[UUID], note: str) -> Job:
    """Take people of a group along to the newest edition, as work that one can leave and come back to.

    Raises Cohort.DoesNotExist.
    """
    if not note.strip():
        raise MovingRefused(_("Say why the group moves: each person reads it."))
    chosen = list(_chosen(actor, cohort, edition, people))
    log(instance=cohort, action="study.move_group", user=actor, data=_told(edition, chosen) | {"reason": note.strip()})
    return start_job(
        KIND,
        title=_("Moving to edition %(n)d: %(group)s") % {"n": edition.number, "group": cohort.name},
        owner=actor,
        total=len(chosen),
        cohort_id=cohort.pk,
        edition_id=edition.pk,
        people=[enrolment.pk for enrolment in chosen],
        note=note.strip(),
    )


def _chosen(actor: User, cohort: Cohort, edition: Edition, people: Collection[UUID]) -> QuerySet[Enrolment]:
    cohort = cohorts_accompanied_by(actor).get(pk=cohort.pk)
    if newer_than(edition) is not None:
        raise MovingRefused(_("In the meantime another edition was published. Look again at what carries over."))
    chosen = people_behind(cohort, edition).filter(uid__in=people).exclude(teacher=actor.pk)
    if not chosen.exists():
        raise MovingRefused(_("Choose at least one person of the group."))
    return chosen


def _told(edition: Edition, chosen: Collection[Enrolment]) -> dict[str, int]:
    return {"edition": edition.number, "people": len(chosen)}


@job(KIND)
def move_group(job: Job, *, cohort_id: int, edition_id: int, people: list[int], note: str) -> str:
    """One person after the other; whoever cannot be moved stays where they are and is listed with the reason.

    Whoever was moved already is not moved again, so it may begin anew.
    """
    edition = edition_of(edition_id)
    assert job.owner is not None  # noqa: S101 (whoever starts it owns it)
    job.problems = []
    rows = Enrolment.objects.select_related("teacher").in_bulk(people)
    for key in track(job, [key for key in people if key in rows]):
        enrolment = rows[key]
        try:
            move_person(actor=job.owner, enrolment=enrolment, edition=edition, note=note, at=timezone.now())
        except MovingRefused as refusal:
            add_problem(job, row=str(enrolment.teacher), reason=str(refusal))
        except Enrolment.DoesNotExist:
            add_problem(job, row=str(enrolment.teacher), reason=_("No longer in this group."))
    cohort = Cohort.objects.select_related("organisation").get(pk=cohort_id)
    return reverse("cohort_edition", args=[cohort.organisation.code, cohort.pk])
