"""The address of somebody's own calendar."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.crypto import salted_hmac


class CalendarFeed(models.Model):
    """There is one address as long as the row is there; a new row makes another, and the former leads nowhere."""

    teacher = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="calendar_feed")
    uid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    created_at = models.DateTimeField()

    wagtail_reference_index_ignore = True

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def token(self) -> str:
        """What only its owner is shown: whoever reads the database alone cannot make it."""
        return f"{self.uid.hex}-{salted_hmac('courses.agenda', self.uid.hex, algorithm='sha256').hexdigest()[:32]}"
