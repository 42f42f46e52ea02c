"""Drawing what upper rooms contribute to a page: see ``foundation.panels``."""

from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from foundation.panels import Panel

register = template.Library()


@register.simple_tag(takes_context=True)
def render_panel(context: template.Context, panel: Panel) -> SafeString:
    """``{% render_panel panel %}``: the fragment sees the panel's own context and the request, nothing of the page."""
    request: Any = context.get("request")
    return render_to_string(panel.template, panel.context, request=request)
