"""Letters: what goes to people by e-mail besides the site, when they want it, and each at most once."""

from datetime import time

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

QUIET_FROM, QUIET_TO = time(21), time(8)


class Preference(models.Model):
    """How often a person wants letters, and when never. Whoever has no row gets them as they come, by day."""

    class Frequency(models.TextChoices):
        AT_ONCE = "at_once", _("As they come")
        WEEKLY = "weekly", _("Once a week, on Monday")
        NEVER = "never", _("None: I read everything here")

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, primary_key=True, on_delete=models.CASCADE, related_name="letter_preference"
    )
    frequency = models.CharField(_("letters by e-mail"), max_length=10, choices=Frequency, default=Frequency.AT_ONCE)
    quiet_from = models.TimeField(_("quiet from"), default=QUIET_FROM)
    quiet_to = models.TimeField(_("quiet until"), default=QUIET_TO)
    updated_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.get_frequency_display()


class Letter(models.Model):
    """One thing to tell one person. ``key`` names it, so that it is told once whoever asks and however often.

    ``text`` is emptied when the letter has gone: what it told stands on the site, at ``path``.
    """

    class Kind(models.TextChoices):
        DECISION = "decision", _("A decision about you")  # a place, an extension: sent whatever one chose
        MESSAGE = "message", _("A message")
        ANNOUNCEMENT = "announcement", _("An announcement")
        DISCUSSION = "discussion", _("A discussion")
        REMINDER = "reminder", _("A reminder")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="letters")
    kind = models.CharField(max_length=12, choices=Kind)
    key = models.CharField(max_length=200, unique=True)
    subject = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    path = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField()
    due_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["due_at", "pk"]
        indexes = [models.Index(fields=["due_at", "user"], condition=Q(sent_at=None), name="letter_waiting")]

    def __str__(self) -> str:
        return self.subject
