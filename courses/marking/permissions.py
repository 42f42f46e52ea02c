"""Who reads what waits for marking, who marks it, and what is one's own. Nobody marks their own work."""

from django.db.models import Q, QuerySet

from accounts.models import User
from courses.cohorts.permissions import cohorts_facilitated_by
from courses.marking.models import Mark, Work
from courses.study.models import Enrolment
from courses.study.permissions import enrolments_of, enrolments_overseen_by
from institutes.permissions import institutes_administered_by

State = Work.State
WAITING = [State.TO_MARK, State.TO_MARK_TWICE, State.TO_DECIDE, State.APPEALED]


def works_of(user: User) -> QuerySet[Work]:
    """The person's own."""
    return Work.objects.filter(enrolment__in=enrolments_of(user).order_by().values("pk"))


def works_readable_by(user: User) -> QuerySet[Work]:
    """Of the teachers whom the person facilitates or whose institute they work for, never their own."""
    overseen = enrolments_overseen_by(user).exclude(teacher_id=user.pk)
    return Work.objects.filter(enrolment__in=overseen.order_by().values("pk"))


def works_for_markers(user: User) -> QuerySet[Work]:
    """Of the teachers whose work the person marks: those of the cohorts they facilitate and of the institutes they
    administer."""
    facilitated = cohorts_facilitated_by(user).order_by().values("pk")
    administered = institutes_administered_by(user).order_by().values("pk")
    enrolments = Enrolment.objects.filter(Q(cohort__in=facilitated) | Q(institute__in=administered))
    return Work.objects.filter(enrolment__in=enrolments.exclude(teacher_id=user.pk).order_by().values("pk"))


def works_markable_by(user: User) -> QuerySet[Work]:
    """What waits for this very person: nobody marks one work twice, and whoever left a course waits for nothing."""
    marked = Mark.objects.filter(marker=user.pk).values("work")
    waiting = works_for_markers(user).filter(state__in=WAITING).exclude(pk__in=marked)
    return waiting.exclude(enrolment__status=Enrolment.Status.WITHDRAWN)
