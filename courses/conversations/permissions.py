"""Who reads and writes what: a thread is between one person and those who accompany their cohort."""

from django.db.models import Q, QuerySet

from accounts.models import User
from courses.cohorts.models import Cohort
from courses.cohorts.permissions import cohorts_accompanied_by
from courses.conversations.models import Announcement, Post, Thread
from courses.study.models import Enrolment
from courses.study.permissions import enrolments_accompanied_by, enrolments_of


def enrolments_addressed_by(user: User) -> QuerySet[Enrolment]:
    """In whose thread the person may write: their own while in a cohort, and those of people they accompany."""
    own = enrolments_of(user).exclude(status=Enrolment.Status.WITHDRAWN).exclude(cohort=None)
    accompanied = enrolments_accompanied_by(user)
    return Enrolment.objects.filter(Q(pk__in=own.values("pk")) | Q(pk__in=accompanied.order_by().values("pk")))


def threads_read_by(user: User) -> QuerySet[Thread]:
    """One's own, past ones too, and those of the people one accompanies."""
    accompanied = enrolments_accompanied_by(user).order_by().values("pk")
    return Thread.objects.filter(Q(enrolment__teacher=user.pk) | Q(enrolment__in=accompanied))


def cohorts_studied_by(user: User) -> QuerySet[Cohort]:
    studied = enrolments_of(user).exclude(status=Enrolment.Status.WITHDRAWN).values("cohort")
    return Cohort.objects.filter(pk__in=studied)


def cohorts_discussed_by(user: User) -> QuerySet[Cohort]:
    """Cohorts with a discussion in which the person takes part: its people and those who accompany it."""
    part = Q(pk__in=cohorts_studied_by(user).values("pk"))
    part |= Q(pk__in=cohorts_accompanied_by(user).order_by().values("pk"))
    return Cohort.objects.filter(part, has_discussion=True)


def posts_read_by(user: User) -> QuerySet[Post]:
    return Post.objects.filter(cohort__in=cohorts_discussed_by(user).order_by().values("pk"))


def posts_moderated_by(user: User) -> QuerySet[Post]:
    return Post.objects.filter(cohort__in=cohorts_accompanied_by(user).order_by().values("pk"))


def announcements_managed_by(user: User) -> QuerySet[Announcement]:
    return Announcement.objects.filter(cohort__in=cohorts_accompanied_by(user).order_by().values("pk"))
