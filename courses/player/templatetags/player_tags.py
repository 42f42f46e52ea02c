"""Small reads that lesson templates need."""

import json
from collections.abc import Mapping
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from courses.assessment.saving import Draft
from courses.player.selectors import Path

register = template.Library()


@register.filter
def at(mapping: Mapping[str, Any], key: str) -> Any:
    """The value under a key, or None."""
    return mapping.get(str(key))


@register.filter
def versions_json(draft: Draft) -> str:
    """By question the counter of its latest change, for the script that saves."""
    return json.dumps({question: counter for question, (counter, _tab) in draft.versions.items()})


@register.simple_tag
def outline(path: Path, current: str) -> SafeString:
    """The lessons with their state, drawn once for a page that shows them in two places."""
    drawn = render_to_string("courses/player/_outline.html", {"path": path, "current": current})
    return mark_safe(drawn)  # escaped by its template
