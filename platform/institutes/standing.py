"""A person's standing, asked on every request and so remembered: does one hold a role, is a second factor set up.

Remembered in the cache until a membership or authenticator changes, five minutes at most. A teacher's request then
costs no query for it.
"""

from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from typing import Any, Self

from allauth.mfa.models import Authenticator
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.signals import user_logged_in
from django.core.cache import cache
from django.db.models import Exists, OuterRef
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone

from accounts.models import User
from institutes.models import Membership, Organisation
from institutes.permissions import evaluates_for_the_state, institutes_with_desk_for, memberships_of

REMEMBERED_FOR = timedelta(minutes=5)
Role = Membership.Role


@dataclass(frozen=True)
class Standing:
    """Whether the person holds a role today, and has set up a second factor."""

    holds_role: bool
    has_second_factor: bool

    @property
    def must_set_up_second_factor(self) -> bool:
        return self.holds_role and not self.has_second_factor


def _key(user_id: int) -> str:
    return f"standing:{user_id}"


def standing_of(user: User) -> Standing:
    """The standing, from the cache or in one query."""
    known = cache.get(_key(user.pk))
    if known is None:
        held = Membership.objects.in_force(timezone.localdate()).filter(user=OuterRef("pk"))
        totp = Authenticator.objects.filter(user=OuterRef("pk"), type=Authenticator.Type.TOTP)
        annotated = User.objects.annotate(holds=Exists(held), factor=Exists(totp)).order_by()
        known = annotated.filter(pk=user.pk).values_list("holds", "factor", "is_superuser").first() or (False,) * 3
        cache.set(_key(user.pk), known, REMEMBERED_FOR.total_seconds())
    holds, factor, is_superuser = known
    return Standing(holds_role=holds or is_superuser, has_second_factor=factor)


@receiver([post_save, post_delete], sender=Membership)
@receiver([post_save, post_delete], sender=Authenticator)
def forget_standing(sender: Any, instance: Any, **kwargs: Any) -> None:
    """What changed is read anew at the next request."""
    cache.delete(_key(instance.user_id))


@receiver(user_logged_in)
def read_standing(sender: Any, user: User, **kwargs: Any) -> None:
    """At sign-in, fresh."""
    cache.delete(_key(user.pk))
    standing_of(user)


class Roles:
    """What a page's navigation asks about a person; each answer is read when first asked for."""

    def __init__(self, user: User | AnonymousUser | None) -> None:
        self._user = user if isinstance(user, User) else None  # a lazy request.user counts: isinstance sees through it

    @classmethod
    def of(cls, request: HttpRequest) -> Self:
        """The roles of whoever asks, one object per request."""
        known = getattr(request, "_roles", None)
        if known is None:
            request._roles = known = cls(getattr(request, "user", None))  # type: ignore[attr-defined]
        return known

    @cached_property
    def standing(self) -> Standing:
        return standing_of(self._user) if self._user else Standing(holds_role=False, has_second_factor=False)

    @property
    def any(self) -> bool:
        return self.standing.holds_role

    @cached_property
    def desks(self) -> list[Organisation]:
        return list(institutes_with_desk_for(self._user)) if self._user and self.any else []

    @cached_property
    def evaluates(self) -> bool:
        return self._user is not None and self.any and (self._user.is_superuser or evaluates_for_the_state(self._user))

    @cached_property
    def writes(self) -> bool:
        """Whether the person has something to do in the CMS."""
        writers = (Role.AUTHOR, Role.REVIEWER, Role.INSTITUTE_ADMIN, Role.SEJ_ADMIN)
        if self._user is None or not self.any:
            return False
        return self._user.is_superuser or memberships_of(self._user).filter(role__in=writers).exists()
