"""Who certifies whom, and who sees which acta."""

from django.db.models import Q, QuerySet

from accounts.models import User
from certification.actas.models import Acta
from courses.attendance.selectors import short_of_attendance
from courses.study.models import Enrolment
from institutes.permissions import institutes_administered_by, institutes_certified_by


def enrolments_certifiable_by(user: User) -> QuerySet[Enrolment]:
    """Completed and in no acta yet, in an institute the person certifies; never the person's own.

    Where the group needs attendance, whoever attended too little waits until the roll says otherwise.
    """
    completed = Enrolment.objects.filter(status=Enrolment.Status.COMPLETED, acta_row=None)
    completed = completed.exclude(pk__in=short_of_attendance().values("pk"))
    return completed.filter(institute__in=institutes_certified_by(user)).exclude(teacher=user)


def actas_seen_by(user: User) -> QuerySet[Acta]:
    """Actas of the institutes that the person certifies or administers."""
    certified, administered = institutes_certified_by(user), institutes_administered_by(user)
    return Acta.objects.filter(Q(organisation__in=certified) | Q(organisation__in=administered))
