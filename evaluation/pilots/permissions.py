"""Who may see which pilots. Evaluators of the state see all but those in which they took part themselves."""

from django.db.models import Q, QuerySet

from accounts.models import User
from courses.study.models import Enrolment
from evaluation.pilots.models import Participant, Pilot
from evaluation.pilots.selectors import consenting
from institutes.permissions import evaluates_for_the_state, institutes_with_desk_for


def pilots_evaluated_by(user: User) -> QuerySet[Pilot]:
    """Pilots whose results the person may see and compute."""
    if not evaluates_for_the_state(user):
        return Pilot.objects.none()
    own = Participant.objects.filter(teacher=user).values("pilot")
    return Pilot.objects.exclude(pk__in=own)


def pilots_counted_by(user: User) -> QuerySet[Pilot]:
    """Pilots of which institute staff see the counts of their own institute, and nothing else."""
    return Pilot.objects.filter(sites__institute__in=institutes_with_desk_for(user)).distinct()


def enrolments_in_pilots(user: User) -> QuerySet[Enrolment]:
    """The person's enrolments not withdrawn; the pilots of their course at their institute are open to them."""
    return Enrolment.objects.filter(teacher=user).exclude(status=Enrolment.Status.WITHDRAWN)


def pilots_open_to(user: User) -> QuerySet[Pilot]:
    """Pilots that invite the person: they study its course at one of its institutes, or already take part."""
    wanted = Q(pk__in=Participant.objects.filter(teacher=user).values("pilot"))
    for enrolment in enrolments_in_pilots(user).only("course_id", "institute_id"):
        wanted |= Q(edition__course=enrolment.course_id, sites__institute=enrolment.institute_id)
    return Pilot.objects.filter(wanted).distinct()


def participations_of(user: User) -> QuerySet[Participant]:
    """The person's participations while their consent is in force."""
    return consenting(Participant.objects.filter(teacher=user))
