"""Small helpers of the pages about editions."""

from collections.abc import Mapping
from typing import Any

from django import template

register = template.Library()


@register.filter
def of(values: Mapping[str, Any], key: str) -> Any:
    """The value under a key that is itself a variable."""
    return values.get(key)
