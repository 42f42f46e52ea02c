"""Talking about a lesson, and moderating what is said."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from accounts.models import User
from courses.cohorts.models import Cohort
from courses.conversations.mail import hidden_letter, post_letters_for
from courses.conversations.models import Post, Report, Subscription
from courses.conversations.operations.messages import ConversationRefused, sound_text
from courses.conversations.permissions import cohorts_discussed_by, posts_moderated_by, posts_read_by
from courses.editions.models import Lesson
from courses.study.models import Enrolment
from letters.models import Letter
from letters.operations import post_letters

EDITABLE_FOR = timedelta(minutes=15)
# Nobody types more; whoever sends more is a program, or angry.
MOST_POSTS, WITHIN = 10, timedelta(minutes=10)


@transaction.atomic
def write_post(
    *, actor: User, cohort: Cohort, lesson_uid: UUID, text: str, parent: Post | None = None, key: UUID, at: datetime
) -> Post:
    """Ask about a lesson, or answer a question. The same ``key`` again is the post that was written already."""
    cohorts = cohorts_discussed_by(actor).select_for_update(of=("self",), no_key=True)
    cohort = cohorts.select_related("organisation").get(pk=cohort.pk)
    if written := Post.objects.filter(key=key, author=actor).first():
        return written
    _check_lesson(cohort, lesson_uid)
    parent = None if parent is None else Post.objects.get(pk=parent.pk)  # it may have been hidden meanwhile
    _check_parent(cohort, lesson_uid, parent)
    text = sound_text(text)
    if Post.objects.filter(author=actor, posted_at__gt=at - WITHIN).count() >= MOST_POSTS:
        raise ConversationRefused(_("You wrote a lot just now. Wait a few minutes: what you typed is still here."))
    post = Post.objects.create(
        cohort=cohort, lesson_uid=lesson_uid, parent=parent, author=actor, text=text, key=key, posted_at=at
    )
    _tell_subscribers(post, at)
    subscribe(user=actor, cohort=cohort, lesson_uid=lesson_uid)
    log(instance=cohort, action="conversations.post", user=actor, data={"post": post.pk})
    return post


def _check_lesson(cohort: Cohort, lesson_uid: UUID) -> None:
    """A lesson of the cohort's edition, or of another one in which somebody of the cohort studies."""
    if not Lesson.objects.filter(edition__course__editions=cohort.edition_id, uid=lesson_uid).exists():
        raise ConversationRefused(_("This lesson is not part of the course."))


def _check_parent(cohort: Cohort, lesson_uid: UUID, parent: Post | None) -> None:
    if parent is None:
        return
    if parent.cohort_id != cohort.pk or parent.lesson_uid != lesson_uid or parent.parent_id is not None:
        raise ConversationRefused(_("Answer the question itself: there is one level of answers."))
    if parent.hidden_at is not None:
        raise ConversationRefused(_("This question was hidden and takes no answers."))


def _tell_subscribers(post: Post, at: datetime) -> None:
    told = Subscription.objects.filter(cohort=post.cohort_id, lesson_uid=post.lesson_uid).exclude(user=post.author_id)
    users = list(told.filter(user__is_active=True).values_list("user_id", flat=True))
    studying = Enrolment.objects.filter(cohort=post.cohort_id, teacher__in=users)
    own = dict(studying.exclude(status=Enrolment.Status.WITHDRAWN).values_list("teacher_id", "uid"))
    code, lesson = post.cohort.organisation.code, post.lesson_uid
    desk = reverse("cohort_lesson_talk", args=[code, post.cohort_id, lesson])
    staff = set(post.cohort.facilitators.values_list("pk", flat=True))
    readers = [(user, reverse("lesson_talk", args=[own[user], lesson])) for user in users if user in own]
    readers += [(user, desk) for user in users if user in staff and user not in own]
    post_letters(post_letters_for(post, readers), kind=Letter.Kind.DISCUSSION, at=at)


@transaction.atomic
def edit_post(*, actor: User, post: Post, text: str, at: datetime) -> Post:
    """Mend one's own words, for a quarter of an hour."""
    post = posts_read_by(actor).select_for_update(of=("self",)).select_related("cohort").get(pk=post.pk, author=actor)
    if at > post.posted_at + EDITABLE_FOR or post.hidden_at is not None:
        raise ConversationRefused(_("This can no longer be changed: write another answer instead."))
    post.text, post.edited_at = sound_text(text), at
    post.save(update_fields=["text", "edited_at"])
    log(instance=post.cohort, action="conversations.edit", user=actor, data={"post": post.pk})
    return post


@transaction.atomic
def report_post(*, actor: User, post: Post, reason: str, at: datetime) -> Report:
    """Ask the moderators to look; reporting twice changes nothing."""
    post = posts_read_by(actor).select_related("cohort").exclude(author=actor).get(pk=post.pk)
    reason = sound_text(reason)[:500]
    report, made = Report.objects.get_or_create(
        post=post, reporter=actor, defaults={"reason": reason, "reported_at": at}
    )
    if made:
        log(instance=post.cohort, action="conversations.report", user=actor, data={"post": post.pk})
    return report


@transaction.atomic
def hide_post(*, actor: User, post: Post, reason: str, at: datetime) -> Post:
    """Take a post out of sight, with a reason that its author is told. Hiding twice changes nothing."""
    post = posts_moderated_by(actor).select_for_update(of=("self",)).select_related("cohort").get(pk=post.pk)
    if post.hidden_at is not None:
        return post
    post.hidden_reason, post.hidden_at, post.hidden_by = sound_text(reason), at, actor
    post.save(update_fields=["hidden_reason", "hidden_at", "hidden_by"])
    _settle(post, at)
    data = {"post": post.pk, "reason": post.hidden_reason}
    log(instance=post.cohort, action="conversations.hide", user=actor, data=data)
    if post.author_id != actor.pk:
        post_letters([hidden_letter(post)], kind=Letter.Kind.DECISION, at=at)
    return post


@transaction.atomic
def show_post(*, actor: User, post: Post, at: datetime) -> Post:
    """Leave a reported post, or one that was hidden, in sight."""
    post = posts_moderated_by(actor).select_for_update(of=("self",)).select_related("cohort").get(pk=post.pk)
    post.hidden_reason, post.hidden_at, post.hidden_by = "", None, None
    post.save(update_fields=["hidden_reason", "hidden_at", "hidden_by"])
    _settle(post, at)
    log(instance=post.cohort, action="conversations.show", user=actor, data={"post": post.pk})
    return post


def _settle(post: Post, at: datetime) -> None:
    Report.objects.filter(post=post, settled_at=None).update(settled_at=at)


def subscribe(*, user: User, cohort: Cohort, lesson_uid: UUID) -> None:
    """Hear of new posts; twice is once."""
    cohorts_discussed_by(user).only("pk").get(pk=cohort.pk)
    Subscription.objects.get_or_create(user=user, cohort=cohort, lesson_uid=lesson_uid)


def unsubscribe(*, user: User, cohort: Cohort, lesson_uid: UUID) -> None:
    """Hear no more of them."""
    Subscription.objects.filter(user=user, cohort=cohort, lesson_uid=lesson_uid).delete()
