"""What the navigation needs to know about a person's roles."""

from typing import Any

from django.http import HttpRequest

from institutes.standing import Roles


def roles(request: HttpRequest) -> dict[str, Any]:
    """``roles``: reads nothing until a template asks."""
    return {"roles": Roles.of(request)}
