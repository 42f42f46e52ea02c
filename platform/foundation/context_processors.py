"""What every page needs."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def platform(request: HttpRequest) -> dict[str, Any]:
    """Whether this installation shows invented people, and its public address."""
    return {"demonstration": settings.DEMONSTRATION, "public_url": settings.PUBLIC_URL, "development": settings.DEBUG}
