"""Figures as the evaluation prints them; what is missing is a dash that is read as such."""

from decimal import Decimal
from typing import Any

from django import template
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

register = template.Library()


@register.filter
def figure(value: float | Decimal | None, decimals: int = 1) -> str | SafeString:
    """A number with fixed decimals, a proper minus sign, or a dash."""
    if value is None:
        return format_html('<span aria-label="{}">—</span>', _("no figure"))
    return number_format(round(float(value), decimals) + 0.0, decimal_pos=decimals, use_l10n=True).replace("-", "−")


@register.filter
def percent(share: float | None) -> str | SafeString:
    """A share as whole percent."""
    return figure(share) if share is None else f"{figure(100 * share, 0)} %"


@register.filter
def p_value(value: float | None) -> str | SafeString:
    """Three decimals, or less than 0.001."""
    if value is not None and value < 0.001:
        return f"< {number_format(0.001, decimal_pos=3)}"
    return figure(value, 3)


@register.inclusion_tag("evaluation/findings/_charts.html")
def charts(drawings: dict[str, str], name: str, caption: str) -> dict[str, Any]:
    """A chart in its two widths; the page shows the one that fits."""
    widths = [
        (width, mark_safe(drawings[f"{name}-{width}"])) for width in ("wide", "narrow") if f"{name}-{width}" in drawings
    ]
    return {"widths": widths, "caption": caption}
