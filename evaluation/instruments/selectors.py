"""Reads about occasions: whether a response may be handed in, and what a teacher is invited to."""

from datetime import datetime

from django.utils import formats, timezone
from django.utils.translation import gettext as _

from courses.study.models import Enrolment
from evaluation.instruments.models import Occasion, Response
from evaluation.pilots.models import Participant
from evaluation.pilots.selectors import evaluation_consent_of


def refusal_of(*, participant: Participant, occasion: Occasion, at: datetime) -> str:
    """Why this participant cannot hand in on this occasion now; empty when they can."""
    if participant.pilot_id != occasion.pilot_id or evaluation_consent_of(participant.teacher) is None:
        return _("You do not take part in this pilot.")
    if at < occasion.opens_at:
        return _("This test opens on %(date)s.") % {"date": _day(occasion.opens_at)}
    if at >= occasion.closes_at:
        return _("This test closed on %(date)s and takes no more answers.") % {"date": _day(occasion.closes_at)}
    return _post_test_refusal(participant, occasion) if occasion.moment == Occasion.Moment.POST else ""


def _post_test_refusal(participant: Participant, occasion: Occasion) -> str:
    pilot = occasion.pilot
    if not pilot.is_locked:
        return _("The post-test opens once the protocol of the pilot is locked.")
    if not Response.objects.filter(participant=participant, occasion__moment=Occasion.Moment.PRE).exists():
        return _("The post-test is for those who took the pre-test.")
    completed = Enrolment.objects.filter(
        teacher=participant.teacher_id, course=pilot.edition.course_id, status=Enrolment.Status.COMPLETED
    )
    return "" if completed.exists() else _("The post-test opens for you when you complete the course.")


def _day(moment: datetime) -> str:
    return formats.date_format(timezone.localtime(moment), "DATETIME_FORMAT")
