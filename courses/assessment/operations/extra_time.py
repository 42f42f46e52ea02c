"""More time in timed lessons for one person."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from accounts.models import User
from courses.assessment.models import Attempt, ExtraTime
from courses.assessment.opening import held
from courses.assessment.permissions import enrolments_with_extra_time_by
from courses.assessment.refusals import AssessmentRefused
from courses.assessment.selectors import extra_percent_of
from courses.assessment.timing import MOST_PERCENT, deadline, has_ended
from courses.editions.selectors import lesson_of
from courses.study.models import Enrolment


@transaction.atomic
def give_extra_time(*, actor: User, enrolment: Enrolment, percent: int, at: datetime) -> None:
    """So many percent more than others have, 0 for none; raises Enrolment.DoesNotExist.

    Who is answering right now gets the time as well. Nobody's time that runs already becomes shorter.
    """
    enrolment = held(enrolments_with_extra_time_by(actor), enrolment)
    if not 0 <= percent <= MOST_PERCENT:
        raise AssessmentRefused(_("Give between 0 and %(most)d percent more time.") % {"most": MOST_PERCENT})
    before = extra_percent_of(enrolment)
    if percent == before:
        return
    if percent:
        given = {"percent": percent, "granted_by": actor, "granted_at": at}
        ExtraTime.objects.update_or_create(enrolment=enrolment, defaults=given)
    else:
        ExtraTime.objects.filter(enrolment=enrolment).delete()
    log(instance=enrolment, action="attempt.extra_time", user=actor, data={"before": before, "percent": percent})
    _prolong_what_runs(enrolment, percent, at)


def _prolong_what_runs(enrolment: Enrolment, percent: int, at: datetime) -> None:
    running = Attempt.objects.filter(enrolment=enrolment, submitted_at=None, deadline_at__isnull=False)
    for attempt in running.only("lesson_uid", "started_at", "deadline_at", "language"):
        minutes = lesson_of(enrolment.edition, attempt.language, attempt.lesson_uid).answer_minutes
        longer = deadline(attempt.started_at, minutes, percent)
        if not has_ended(attempt.deadline_at, at) and longer and attempt.deadline_at and longer > attempt.deadline_at:
            Attempt.objects.filter(pk=attempt.pk).update(deadline_at=longer)
