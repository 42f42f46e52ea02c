"""Conversations of a cohort: messages with one person, mailings to many, announcements, discussion of lessons.

``key`` is made with the form: the same form sent twice, or a double click, writes once.
"""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from courses.cohorts.models import Cohort
from courses.study.models import Enrolment


class Thread(models.Model):
    """What one person of a cohort and those who accompany it write to each other."""

    enrolment = models.OneToOneField(Enrolment, primary_key=True, on_delete=models.CASCADE, related_name="thread")
    last_at = models.DateTimeField()
    unread_by_teacher = models.PositiveIntegerField(default=0)
    unread_by_staff = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-last_at"]

    def __str__(self) -> str:
        return str(self.enrolment)


class Mailing(models.Model):
    """One text to many people of a cohort: it becomes a message in the thread of each."""

    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="mailings")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    total = models.PositiveIntegerField()
    key = models.UUIDField(unique=True)
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["-written_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.cohort}: {self.text[:40]}"


class Message(models.Model):
    """One text in a thread."""

    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="messages")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    mailing = models.ForeignKey(Mailing, null=True, on_delete=models.CASCADE, related_name="messages")
    key = models.UUIDField(unique=True, default=uuid.uuid4)
    sent_at = models.DateTimeField()

    class Meta:
        ordering = ["sent_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["thread", "mailing"], name="a_mailing_reaches_each_once")]

    def __str__(self) -> str:
        return self.text[:40]


class Announcement(models.Model):
    """Pinned above the course of everybody in the cohort, from a day to a day."""

    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="announcements")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(_("title"), max_length=140)
    text = models.TextField(_("text"))
    starts_on = models.DateField(_("shown from"))
    ends_on = models.DateField(_("shown until"))
    key = models.UUIDField(unique=True)
    written_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-starts_on", "-pk"]
        constraints = [models.CheckConstraint(name="announcement_in_order", condition=Q(starts_on__lte=F("ends_on")))]

    def __str__(self) -> str:
        return self.title


class Post(models.Model):
    """A question about a lesson, or (with ``parent``) an answer to one. Hidden ones keep their text, for the record."""

    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="posts")
    lesson_uid = models.UUIDField()
    parent = models.ForeignKey("self", null=True, on_delete=models.CASCADE, related_name="replies")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    key = models.UUIDField(unique=True)
    posted_at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True)
    hidden_at = models.DateTimeField(null=True)
    hidden_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    hidden_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["posted_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="post_hidden_with_a_reason",
                condition=Q(hidden_at=None, hidden_reason="") | (Q(hidden_at__isnull=False) & ~Q(hidden_reason="")),
            )
        ]
        indexes = [models.Index(fields=["cohort", "lesson_uid", "posted_at"], name="post_in_lesson")]

    def __str__(self) -> str:
        return self.text[:40]


class Report(models.Model):
    """Somebody asks the moderators to look at a post."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="reports")
    reporter = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    reason = models.CharField(max_length=500)
    reported_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["post", "reporter"], name="one_report_each")]

    def __str__(self) -> str:
        return self.reason[:40]


class Subscription(models.Model):
    """Somebody wants to hear of new posts about a lesson."""

    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="+")
    lesson_uid = models.UUIDField()
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["cohort", "lesson_uid", "user"], name="subscribed_once")]

    def __str__(self) -> str:
        return f"{self.user} · {self.lesson_uid}"
