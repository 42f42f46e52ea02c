"""Whether somebody may still answer and hand in, and the lock under which they do."""

from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from courses.assessment.refusals import AssessmentRefused
from courses.editions.selectors import edition_of
from courses.study.models import Enrolment
from courses.study.operations import require_open
from courses.study.refusals import StudyRefused


def check_not_withdrawn(enrolment: Enrolment, at: datetime) -> None:
    """Raise AssessmentRefused for whoever withdrew."""
    if enrolment.status == Enrolment.Status.WITHDRAWN:
        raise AssessmentRefused(_("You withdrew from this course. Enrol again to go on."))


def check_open(enrolment: Enrolment, at: datetime) -> None:
    """Raise AssessmentRefused for whoever withdrew, and after the last day of the group or of the person."""
    check_not_withdrawn(enrolment, at)
    try:
        require_open(enrolment=enrolment, at=at)
    except StudyRefused as refusal:
        raise AssessmentRefused(str(refusal)) from None


def held(enrolments: QuerySet[Enrolment], enrolment: Enrolment) -> Enrolment:
    """The enrolment out of those given, locked: whoever answers or hands in at the same time waits.

    An edition never changes: it is not read again. Raises Enrolment.DoesNotExist.
    """
    row = enrolments.select_for_update(of=("self",)).select_related("cohort").get(pk=enrolment.pk)
    if Enrolment.edition.is_cached(enrolment) and enrolment.edition_id == row.edition_id:
        row.edition = enrolment.edition
    else:
        row.edition = edition_of(row.edition_id)
    return row
