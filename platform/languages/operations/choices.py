"""In which languages somebody reads."""

from datetime import datetime
from typing import Any

from django.db import transaction

from accounts.models import User
from languages.models import LanguageChoices


@transaction.atomic
def keep_languages(*, user: User, at: datetime, interface: str | None = None, content: str | None = None) -> None:
    """In which languages somebody reads, for the next device on which they sign in; None leaves one as it was."""
    told = {"interface": interface, "content": content}
    chosen: dict[str, Any] = {name: code for name, code in told.items() if code is not None}
    LanguageChoices.objects.update_or_create(user=user, defaults=chosen | {"chosen_at": at})
