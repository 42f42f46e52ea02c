"""The palette of letters, on every page of whoever chose it."""

import json
from typing import Any

from django import template
from django.template import Context
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from foundation.reading import reading_of
from languages.letters import ACUTE, LETTERS, MACRON

register = template.Library()


@register.simple_tag(takes_context=True)
def letters_palette(context: Context) -> SafeString:
    """The script of the palette with its letters; nothing for whoever writes with their own keyboard."""
    request = context.get("request")
    return palette_of(reading_of(request).letters if request is not None else "off")


def palette_of(language: str) -> SafeString:
    """The script element for a language, empty without letters of its own."""
    letters = LETTERS.get(language)
    if not letters:
        return SafeString()
    words = {"title": _("Letters"), "help": _("Alt and the full stop lead from the field to the letters, Escape back.")}
    data: dict[str, Any] = words | {
        "language": language,
        "letters": [
            {"insert": letter.character, "name": str(letter.name), "shown": _shown(letter.character)}
            for letter in letters
        ],
    }
    address = static("js/letters.js")
    return format_html('<script src="{}" data-letters="{}" defer></script>', address, json.dumps(data))


def _shown(character: str) -> str:
    """A mark stands on a circle, so that it can be seen."""
    return f"◌{character}" if character in (MACRON, ACUTE) else character
