"""Writing messages and announcements, and reading them."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from accounts.models import User
from courses.cohorts.models import Cohort
from courses.cohorts.permissions import cohorts_accompanied_by
from courses.conversations.delivering import deliver, deliver_announcement, deliver_mailing, forget_unread
from courses.conversations.models import Announcement, Mailing, Message, Thread
from courses.conversations.permissions import announcements_managed_by, enrolments_addressed_by, threads_read_by
from courses.study.models import Enrolment
from courses.study.permissions import enrolments_accompanied_by
from foundation.jobs import start_job
from foundation.models import Job
from institutes.models import Membership

LONGEST = 4000
# More people than this are written to by a job.
MOST_AT_ONCE = 20


class ConversationRefused(Exception):
    """A rule said no; the message is meant for the user."""


def sound_text(text: str) -> str:
    """The text without needless space around it; raises ConversationRefused."""
    text = text.replace("\0", "").strip()
    if not text:
        raise ConversationRefused(_("Write something first."))
    if len(text) > LONGEST:
        raise ConversationRefused(_("Write at most %(most)d characters.") % {"most": LONGEST})
    return text


@transaction.atomic
def send_message(*, actor: User, enrolment: Enrolment, text: str, key: UUID, at: datetime) -> Message:
    """Write in somebody's thread: the teacher to those who accompany, and they to the teacher.

    The same ``key`` again is the message that was written already. Raises Enrolment.DoesNotExist.
    """
    people = enrolments_addressed_by(actor).select_related("cohort", "edition").select_for_update(of=("self",))
    enrolment = people.defer("edition__source_text", "edition__search_text").get(pk=enrolment.pk)
    if written := Message.objects.filter(key=key, thread=enrolment.pk, author=actor).first():
        return written
    text = sound_text(text)
    is_own = enrolment.teacher_id == actor.pk
    readers = _staff_of(enrolment) if is_own else [enrolment.teacher_id]
    if not readers:
        raise ConversationRefused(_("Nobody accompanies this group yet: write to the institute."))
    thread, _made = Thread.objects.get_or_create(enrolment=enrolment, defaults={"last_at": at})
    message = Message.objects.create(thread=thread, author=actor, text=text, key=key, sent_at=at)
    deliver(message, to_teacher=not is_own, readers=readers, at=at)
    log(instance=enrolment, action="conversations.write", user=actor)
    return message


def _staff_of(enrolment: Enrolment) -> list[int]:
    """Who reads what a teacher writes: the facilitators of the cohort, or else the institute's administrators."""
    assert enrolment.cohort is not None  # noqa: S101 (enrolments_addressed_by asks for it)
    facilitators = list(enrolment.cohort.facilitators.values_list("pk", flat=True))
    if facilitators:
        return facilitators
    held = Membership.objects.filter(organisation=enrolment.institute_id, role=Membership.Role.INSTITUTE_ADMIN)
    return list(held.filter(valid_to=None).values_list("user_id", flat=True))


@transaction.atomic
def read_thread(*, reader: User, enrolment: Enrolment) -> None:
    """The reader has seen what is there; costs nothing when they had already."""
    threads = threads_read_by(reader).filter(pk=enrolment.pk)
    counter = "unread_by_teacher" if enrolment.teacher_id == reader.pk else "unread_by_staff"
    if threads.exclude(**{counter: 0}).exists():
        Thread.objects.filter(pk=enrolment.pk).update(**{counter: 0})
        forget_unread([reader.pk])


@transaction.atomic
def write_to_many(
    *, actor: User, cohort: Cohort, people: Sequence[UUID] | None, text: str, key: UUID, at: datetime
) -> tuple[Mailing, Job | None]:
    """One text to chosen people of a cohort, or (None) to everybody who is studying; by a job when they are many.

    The same ``key`` again is the mailing that was written already. Raises Cohort.DoesNotExist.
    """
    cohort = cohorts_accompanied_by(actor).select_for_update(of=("self",), no_key=True).get(pk=cohort.pk)
    if written := Mailing.objects.filter(key=key, cohort=cohort).first():
        return written, Job.objects.filter(key=_job_key(written)).first()
    text = sound_text(text)
    chosen = enrolments_accompanied_by(actor).filter(cohort=cohort).exclude(status=Enrolment.Status.WITHDRAWN)
    if people is not None:
        chosen = chosen.filter(uid__in=people)
    keys = list(chosen.order_by("pk").values_list("pk", flat=True))
    if not keys:
        raise ConversationRefused(_("Choose at least one person of the group."))
    mailing = Mailing.objects.create(cohort=cohort, author=actor, text=text, total=len(keys), key=key, written_at=at)
    log(instance=cohort, action="conversations.mailing", user=actor, data={"people": len(keys)})
    return mailing, _sent(mailing, keys, at)


def _sent(mailing: Mailing, keys: list[int], at: datetime) -> Job | None:
    if len(keys) <= MOST_AT_ONCE:
        deliver_mailing(mailing, keys, at)
        return None
    title = _("Message to %(n)d people of %(group)s") % {"n": len(keys), "group": mailing.cohort}
    return start_job(
        "conversations.mailing",
        title=title,
        owner=mailing.author,
        key=_job_key(mailing),
        mailing_id=mailing.pk,
        people=keys,
    )


def _job_key(mailing: Mailing) -> str:
    return f"mailing:{mailing.pk}"


@transaction.atomic
def announce(
    *, actor: User, cohort: Cohort, title: str, text: str, starts_on: date, ends_on: date, key: UUID, at: datetime
) -> Announcement:
    """Pin something above the course of everybody in the cohort, and put it into the post."""
    cohorts = cohorts_accompanied_by(actor).select_related("organisation", "edition")
    cohort = cohorts.select_for_update(of=("self",), no_key=True).get(pk=cohort.pk)
    if written := Announcement.objects.filter(key=key, cohort=cohort).first():
        return written
    text = sound_text(text)
    if starts_on > ends_on:
        raise ConversationRefused(_("The announcement ends before it starts: correct one of the two dates."))
    announcement = Announcement.objects.create(
        cohort=cohort, author=actor, title=title.strip(), text=text, starts_on=starts_on, ends_on=ends_on, key=key,
        written_at=at,
    )  # fmt: skip
    log(instance=cohort, action="conversations.announce", user=actor, data={"announcement": announcement.pk})
    people = Enrolment.objects.filter(cohort=cohort).exclude(status=Enrolment.Status.WITHDRAWN)
    keys = list(people.order_by("pk").values_list("pk", flat=True))
    if len(keys) <= MOST_AT_ONCE:
        deliver_announcement(announcement, keys, at)
    else:
        start_job(
            "conversations.announcement", title=announcement.title, owner=actor,
            key=f"announcement:{announcement.pk}", announcement_id=announcement.pk, people=keys,
        )  # fmt: skip
    return announcement


@transaction.atomic
def withdraw_announcement(*, actor: User, announcement: Announcement, at: datetime) -> Announcement:
    """Show it no longer. Withdrawing twice changes nothing."""
    rows = announcements_managed_by(actor).select_for_update(of=("self",)).select_related("cohort")
    announcement = rows.get(pk=announcement.pk)
    if announcement.withdrawn_at is None:
        announcement.withdrawn_at = at
        announcement.save(update_fields=["withdrawn_at"])
        data = {"announcement": announcement.pk}
        log(instance=announcement.cohort, action="conversations.withdraw", user=actor, data=data)
    return announcement
