"""Small helpers of the pages about editions."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from courses.editions.titles import Title

register = template.Library()


@register.filter
def of(values: Mapping[str, Any], key: str) -> Any:
    """The value under a key that is itself a variable."""
    return values.get(key)


@register.simple_tag
def titled(title: Title) -> SafeString:
    """A title marked with its language; one that nobody translated says so."""
    foreign = title.language != get_language()
    shown = format_html('<span lang="{}">{}</span>', title.language, title.text) if foreign else title.text
    if not title.is_untranslated:
        return format_html("{}", shown)
    name = dict(settings.LANGUAGES).get(title.language, title.language)
    note = _("%(language)s, not translated yet") % {"language": name}
    return format_html('{} <span class="untranslated">({})</span>', shown, note)
