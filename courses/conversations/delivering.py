"""The path of every message: into the thread, counted as unread, put into the post. Safe to repeat."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import uuid5

from django.core.cache import cache
from django.db import transaction
from django.db.models import F

from courses.conversations.mail import announcement_letters, message_letters
from courses.conversations.models import Announcement, Mailing, Message, Thread
from courses.conversations.selectors import unread_key
from courses.study.models import Enrolment
from letters.models import Letter
from letters.operations import post_letters

CHUNK = 100


def deliver(message: Message, *, to_teacher: bool, readers: Sequence[int], at: datetime) -> None:
    """What follows a new message, within its transaction."""
    counter = "unread_by_teacher" if to_teacher else "unread_by_staff"
    Thread.objects.filter(pk=message.thread_id).update(last_at=at, **{counter: F(counter) + 1})
    post_letters(message_letters(message, readers), kind=Letter.Kind.MESSAGE, at=at)
    forget_unread(readers)


def forget_unread(users: Iterable[int]) -> None:
    """Count anew once this transaction holds."""
    keys = [unread_key(user) for user in users]
    transaction.on_commit(lambda: cache.delete_many(keys))


def in_chunks(keys: Sequence[int]) -> list[Sequence[int]]:
    return [keys[start : start + CHUNK] for start in range(0, len(keys), CHUNK)]


@transaction.atomic
def deliver_mailing(mailing: Mailing, enrolment_ids: Sequence[int], at: datetime) -> None:
    """The mailing as a message in the thread of each; whoever has it already gets nothing more."""
    have = Message.objects.filter(mailing=mailing, thread__in=enrolment_ids).values("thread")
    people = Enrolment.objects.filter(pk__in=enrolment_ids, cohort=mailing.cohort_id).exclude(pk__in=have)
    people = people.select_related("edition").defer("edition__source_text", "edition__search_text")
    rows = list(people)
    Thread.objects.bulk_create([Thread(enrolment=row, last_at=at) for row in rows], ignore_conflicts=True)
    messages = [_message(mailing, row, at) for row in rows]
    Message.objects.bulk_create(messages)
    Thread.objects.filter(pk__in=[row.pk for row in rows]).update(
        last_at=at, unread_by_teacher=F("unread_by_teacher") + 1
    )
    drafts = [draft for message in messages for draft in message_letters(message, [_teacher(message)])]
    post_letters(drafts, kind=Letter.Kind.MESSAGE, at=at)
    forget_unread(row.teacher_id for row in rows)


def _message(mailing: Mailing, enrolment: Enrolment, at: datetime) -> Message:
    key = uuid5(mailing.key, str(enrolment.uid))
    thread = Thread(enrolment=enrolment, last_at=at)
    return Message(thread=thread, author=mailing.author, text=mailing.text, mailing=mailing, key=key, sent_at=at)


def _teacher(message: Message) -> int:
    return message.thread.enrolment.teacher_id


def deliver_announcement(announcement: Announcement, enrolment_ids: Sequence[int], at: datetime) -> None:
    """The letters of an announcement; each person gets one, however often this runs."""
    readers = Enrolment.objects.filter(pk__in=enrolment_ids).values_list("teacher_id", "uid")
    drafts = announcement_letters(announcement, [(user, str(uid)) for user, uid in readers])
    post_letters(drafts, kind=Letter.Kind.ANNOUNCEMENT, at=at)
