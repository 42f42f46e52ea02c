"""Whether somebody may still answer and hand in."""

from datetime import datetime

from django.utils.translation import gettext as _

from courses.assessment.refusals import AssessmentRefused
from courses.study.models import Enrolment
from courses.study.operations import require_open
from courses.study.refusals import StudyRefused


def check_open(enrolment: Enrolment, at: datetime) -> None:
    """Raise AssessmentRefused for whoever withdrew, and after the last day of the group or of the person."""
    if enrolment.status == Enrolment.Status.WITHDRAWN:
        raise AssessmentRefused(_("You withdrew from this course. Enrol again to go on."))
    try:
        require_open(enrolment=enrolment, at=at)
    except StudyRefused as refusal:
        raise AssessmentRefused(str(refusal)) from None
