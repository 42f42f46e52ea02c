"""Rights of Wagtail's admin from querysets: what a person's queryset does not hold is not found, by any view."""

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

from django.contrib.admin.utils import unquote
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from wagtail.permission_policies.base import BasePermissionPolicy

Right = Callable[[Any], QuerySet[Any]]
View = Callable[..., HttpResponse]


def asked_once(user: Any, question: Callable[[Any], bool]) -> bool:
    """The answer to a question about a person, remembered as long as the request's person is: for menus and buttons."""
    known: dict[Any, bool] = user.__dict__.setdefault("_keeps", {})
    if question not in known:
        known[question] = question(user)
    return known[question]


class KeepersPolicy(BasePermissionPolicy):  # type: ignore[misc]
    """Wagtail's questions about rights: ``may`` says who gets in at all, ``right`` to what.

    ``never`` names actions that Wagtail offers and that are done elsewhere, by an operation of the room.
    """

    def __init__(self, model: Any, *, may: Callable[[Any], bool], right: Right, never: Iterable[str] = ()) -> None:
        super().__init__(model)
        self.may, self.right, self.never = may, right, frozenset(never)

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Asked for each button of each row of a list."""
        return user.is_active and asked_once(user, self.may) and action not in self.never

    def user_has_any_permission(self, user: Any, actions: Iterable[str]) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Any) -> bool:
        return action not in self.never and self.right(user).filter(pk=instance.pk).exists()

    def user_has_any_permission_for_instance(self, user: Any, actions: Iterable[str], instance: Any) -> bool:
        return any(self.user_has_permission_for_instance(user, action, instance) for action in actions)

    def instances_user_has_any_permission_for(self, user: Any, actions: Iterable[str]) -> QuerySet[Any]:
        return self.right(user)

    def instances_user_has_permission_for(self, user: Any, action: str) -> QuerySet[Any]:
        return self.right(user)


def guarded(view: View, right: Right) -> View:
    """The view, entered by nobody with the number of a thing that is not theirs."""

    @wraps(view)
    def entered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "pk" in kwargs:
            get_object_or_404(right(request.user), pk=number_in(kwargs["pk"]))
        return view(request, *args, **kwargs)

    return entered


def number_in(pk: Any) -> int:
    """The number that an address carries; 0, which nothing has, where it carries none."""
    text = unquote(str(pk))
    return int(text) if text.isdecimal() and len(text) < 19 else 0
