"""Reminding: what is due by the clock, each thing once (its letter's key says which)."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from itertools import islice
from typing import TypeVar

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from courses.assessment.models import Evidence
from courses.attendance.models import Session
from courses.guidance.mail import ending_letter, in_our_language, inactive_letter, returned_letter, session_letter
from courses.guidance.standing import QUIET_DAYS
from courses.study.models import Enrolment
from courses.study.selectors import last_day_of
from letters.models import Letter
from letters.operations import Draft, post_letters

BATCH = 500
# How far back each run looks: a scheduler that stood still for so long forgets nothing.
LOOK_BACK = timedelta(days=3)
DAYS_BEFORE_THE_END = (7, 2)
Thing = TypeVar("Thing")


def remind(*, at: datetime) -> None:
    """Put every reminder that is due into the post; running it again puts in nothing twice."""
    with in_our_language():
        _post(_inactive(at), inactive_letter, at)
        _post(_returned(at), returned_letter, at)
        for days in DAYS_BEFORE_THE_END:
            _remind_of_the_end(days, at)
        _remind_of_sessions(at)


def _post(things: Iterable[Thing], letter: Callable[[Thing], Draft | None], at: datetime) -> None:
    """In batches: a hundred thousand people are never in memory at once."""
    drafts = (draft for draft in map(letter, things) if draft is not None)
    while batch := list(islice(drafts, BATCH)):
        post_letters(batch, kind=Letter.Kind.REMINDER, at=at)


def _studying() -> QuerySet[Enrolment]:
    """People with something left to do."""
    unfinished = Enrolment.objects.filter(
        status=Enrolment.Status.ACTIVE, progress__lessons_finished__lt=F("progress__lessons_total")
    )
    rows = unfinished.select_related("progress", "cohort", "edition").order_by("pk")
    return rows.defer("edition__source_text", "edition__search_text", "progress__state")


def _inactive(at: datetime) -> Iterable[Enrolment]:
    """Quiet for a week, in a cohort that goes on or on their own."""
    since = at - timedelta(days=QUIET_DAYS)
    quiet = _studying().filter(progress__updated_at__lte=since, progress__updated_at__gt=since - LOOK_BACK)
    today = timezone.localdate(at)
    goes_on = Q(cohort=None) | Q(cohort__starts_on__lte=today, cohort__ends_on__gte=today)
    return quiet.filter(goes_on).iterator(chunk_size=BATCH)


def _returned(at: datetime) -> Iterable[Evidence]:
    returned = Evidence.objects.filter(status=Evidence.Status.RETURNED, reviewed_at__gt=at - LOOK_BACK)
    rows = returned.exclude(enrolment__status=Enrolment.Status.WITHDRAWN).select_related("enrolment__edition")
    return rows.defer("enrolment__edition__source_text", "enrolment__edition__search_text").iterator(chunk_size=BATCH)


def _remind_of_the_end(days: int, at: datetime) -> None:
    last = timezone.localdate(at) + timedelta(days=days)
    near = _studying().filter(Q(cohort__ends_on=last) | Q(extensions__until=last)).distinct()

    def letter(enrolment: Enrolment) -> Draft | None:
        return ending_letter(enrolment, last, days) if last_day_of(enrolment) == last else None

    _post(near.iterator(chunk_size=BATCH), letter, at)


def _remind_of_sessions(at: datetime) -> None:
    tomorrow = timezone.localdate(at) + timedelta(days=1)
    for session in Session.objects.filter(day=tomorrow, cancelled_at=None).order_by("pk"):
        people = Enrolment.objects.filter(cohort=session.cohort_id).exclude(status=Enrolment.Status.WITHDRAWN)
        rows = people.select_related("edition").defer("edition__source_text", "edition__search_text").order_by("pk")
        _post(rows.iterator(chunk_size=BATCH), lambda row, session=session: session_letter(row, session), at)  # type: ignore[misc]
