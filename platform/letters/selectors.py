"""Reading letters and how people want them."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.core import signing
from django.db.models import QuerySet

from accounts.models import User
from letters.models import Letter, Preference

MOST_TRIES = 5
_SALT = "letters.unsubscribe"


def preference_of(user: User) -> Preference:
    """What the person chose, or what holds for whoever chose nothing (a row that is not saved)."""
    return Preference.objects.filter(user_id=user.pk).first() or Preference(user=user)


def preferences_by_user(user_ids: Iterable[int]) -> dict[int, Preference]:
    return Preference.objects.in_bulk(list(user_ids))


def due_letters(at: datetime) -> QuerySet[Letter]:
    """What should have gone by now, unless it failed too often or its person left."""
    waiting = Letter.objects.filter(sent_at=None, due_at__lte=at, tries__lt=MOST_TRIES, user__is_active=True)
    return waiting.order_by("user_id", "created_at", "pk")


def unsubscribe_token(user: User) -> str:
    """Names the person to whoever has the letter, and says nothing else; it does not expire, as letters do not."""
    return signing.dumps(str(user.uid), salt=_SALT)


def unsubscribed_by(token: str) -> User | None:
    """The person of a token that we signed."""
    try:
        return User.objects.filter(uid=UUID(signing.loads(token, salt=_SALT))).first()
    except (signing.BadSignature, ValueError):
        return None
