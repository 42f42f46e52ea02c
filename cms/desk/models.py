"""What people were told by letter of what waits at the desk. How translations stand is never stored."""

from django.conf import settings
from django.db import models


class Notice(models.Model):
    """What of a person's waiting work their last letter told (``Waits.items``), so that nothing is told twice."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, primary_key=True, on_delete=models.CASCADE, related_name="+")
    told = models.JSONField(default=list)
    told_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.user_id}: {len(self.told)}"
