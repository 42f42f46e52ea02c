"""Reading conversations."""

from datetime import date
from typing import Any
from uuid import UUID

from django.core.cache import cache
from django.db.models import Case, Count, Exists, F, OuterRef, Prefetch, Q, QuerySet, Sum, Value, When

from accounts.models import User
from courses.cohorts.models import Cohort
from courses.conversations.models import Announcement, Message, Post, Report, Subscription, Thread
from courses.conversations.permissions import threads_read_by
from courses.study.models import Enrolment

REMEMBERED_FOR = 300


def unread_key(user_id: int) -> str:
    return f"unread:{user_id}"


def unread_by(user: User) -> int:
    """Messages that wait for somebody, as teacher and as facilitator: from the cache, or in one statement."""
    known = cache.get(unread_key(user.pk))
    if known is None:
        facilitated = Cohort.facilitators.through.objects.filter(user_id=user.pk).values("cohort_id")
        mine, theirs = Q(enrolment__teacher=user.pk), Q(enrolment__cohort__in=facilitated)
        counted = Case(
            When(mine, then=F("unread_by_teacher")), When(theirs, then=F("unread_by_staff")), default=Value(0)
        )
        known = Thread.objects.filter(mine | theirs).aggregate(n=Sum(counted))["n"] or 0
        cache.set(unread_key(user.pk), known, REMEMBERED_FOR)
    return int(known)


def threads_for(user: User) -> QuerySet[Thread]:
    """The threads one may read, the latest first, with ``unread`` for this reader."""
    unread = Case(When(enrolment__teacher=user.pk, then=F("unread_by_teacher")), default=F("unread_by_staff"))
    threads = threads_read_by(user).annotate(unread=unread)
    threads = threads.select_related("enrolment__teacher", "enrolment__cohort__organisation", "enrolment__edition")
    return threads.defer("enrolment__edition__source_text", "enrolment__edition__search_text").order_by(
        "-last_at", "pk"
    )


def unread_threads(user: User) -> QuerySet[Thread]:
    """Those of them that have something new for this reader."""
    mine = Q(enrolment__teacher=user.pk, unread_by_teacher__gt=0)
    return threads_for(user).filter(mine | (~Q(enrolment__teacher=user.pk) & Q(unread_by_staff__gt=0)))


def messages_in(enrolment: Enrolment) -> QuerySet[Message]:
    """A thread, the latest first: a page of it is shown in the order it was written."""
    return Message.objects.filter(thread=enrolment.pk).select_related("author").order_by("-sent_at", "-pk")


def announcements_in_force(cohort_id: int | None, on: date) -> QuerySet[Announcement]:
    """What a cohort's people see on a day."""
    shown = Announcement.objects.filter(cohort=cohort_id, withdrawn_at=None, starts_on__lte=on, ends_on__gte=on)
    return shown.select_related("author").order_by("-starts_on", "-pk")


def announcements_of(cohort: Cohort) -> QuerySet[Announcement]:
    """Every one, past and withdrawn ones too."""
    return Announcement.objects.filter(cohort=cohort).select_related("author").order_by("-starts_on", "-pk")


def questions_about(cohort: Cohort, lesson_uid: UUID) -> QuerySet[Post]:
    """Questions about a lesson, the newest first, with their answers in ``answers``."""
    answers = Post.objects.select_related("author", "hidden_by").annotate(reported=_reported()).order_by("posted_at")
    questions = Post.objects.filter(cohort=cohort, lesson_uid=lesson_uid, parent=None).annotate(reported=_reported())
    questions = questions.select_related("author", "hidden_by").order_by("-posted_at", "-pk")
    return questions.prefetch_related(Prefetch("replies", queryset=answers, to_attr="answers"))


def _reported() -> Exists:
    return Exists(Report.objects.filter(post=OuterRef("pk"), settled_at=None))


def posts_by_lesson(cohort: Cohort) -> dict[UUID, dict[str, Any]]:
    """How much is said about each lesson, when last, and how much of it was reported."""
    rows = Post.objects.filter(cohort=cohort, hidden_at=None).order_by().values("lesson_uid")
    counted = rows.annotate(n=Count("pk"), reported=Count("pk", filter=Q(_reported())))
    return {row["lesson_uid"]: dict(row) for row in counted}


def is_subscribed(user: User, cohort: Cohort, lesson_uid: UUID) -> bool:
    return Subscription.objects.filter(user=user, cohort=cohort, lesson_uid=lesson_uid).exists()
