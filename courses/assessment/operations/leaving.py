"""What of attempts and evidence is written down when an enrolment leaves its edition for another one."""

from courses.assessment.models import Attempt, Evidence
from courses.study.models import Enrolment


def leave_edition(*, enrolment: Enrolment) -> None:
    """What was sent and handed in until now belongs to the edition that is left; its enrolment is held."""
    sent = Attempt.objects.filter(enrolment=enrolment, submitted_at__isnull=False, edition=None)
    sent.update(edition=enrolment.edition_id)
    Evidence.objects.filter(enrolment=enrolment, edition=None).update(edition=enrolment.edition_id)
