"""Components as template tags; each is shown with its code on /estilo/."""

import zlib
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Any

from django import template
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.paginator import Page
from django.forms import BaseForm
from django.template import Context
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from foundation.icons import ICONS
from foundation.navigation import Link, links_for
from foundation.panels import panels_for
from foundation.reading import reading_of, saves_data

register = template.Library()
FONT_STYLESHEET = "fonts/fonts.css"
ALERT_ICONS = {"info": "info", "ok": "check-circle", "warn": "warning", "error": "warning"}


@register.simple_tag
@lru_cache
def icon(name: str) -> SafeString:
    """An inline drawing, hidden from assistive technology: the words beside it say what it means."""
    drawing = mark_safe(ICONS[name])  # our own constant
    return format_html('<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">{}</svg>', drawing)


@register.simple_tag
def badge(label: Any, tone: str = "", icon: str = "") -> SafeString:
    """A short state in words; tones: '', ok, info, warn, error, accent."""
    drawing = globals()["icon"](icon) if icon else ""
    return format_html('<span class="{}">{}{}</span>', f"badge {tone}".strip(), drawing, label)


@register.simple_tag
def alert(tone: str, text: Any) -> SafeString:
    """One message in a box; an error is announced at once."""
    role = "alert" if tone == "error" else "status"
    return format_html(
        '<div class="alert {}" role="{}">{}<div><p>{}</p></div></div>', tone, role, icon(ALERT_ICONS[tone]), text
    )


@register.inclusion_tag("foundation/components/progress.html")
def progress(value: float, total: float, label: str, show: str = "count") -> dict[str, Any]:
    """A bar with its words: '3 of 9' or, with show="percent", '33 %'."""
    share = min(1.0, float(value) / float(total)) if total else 0.0
    return {
        "value": value,
        "total": total or 1,
        "label": label,
        "show": show,
        "percent": int(100 * share),
        "share": share,
    }


@register.inclusion_tag("foundation/components/pagination.html", takes_context=True)
def pagination(context: Context, page: Page[Any], parameter: str = "page") -> dict[str, Any]:
    """Links to the other pages of a list; the rest of the query string stays."""

    def address(number: int) -> str:
        query = context["request"].GET.copy()
        query[parameter] = str(number)
        return f"?{query.urlencode()}"

    numbers = [
        {"label": number, "url": address(number) if isinstance(number, int) else "", "current": number == page.number}
        for number in page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    ]
    return {
        "page": page,
        "numbers": numbers,
        "previous": address(page.previous_page_number()) if page.has_previous() else "",
        "next": address(page.next_page_number()) if page.has_next() else "",
    }


@register.inclusion_tag("foundation/components/empty_state.html")
def empty_state(icon: str, title: str, text: str = "", url: str = "", action: str = "") -> dict[str, str]:
    """What to say, and what to do next, where a list has nothing yet."""
    return {"icon": icon, "title": title, "text": text, "url": url, "action": action}


@register.inclusion_tag("foundation/components/breadcrumbs.html")
def breadcrumbs(*pairs: Any) -> dict[str, Any]:
    """The way here, as address and label in turn; an empty address is the page itself."""
    return {"crumbs": list(zip(pairs[::2], pairs[1::2], strict=True))}


@register.inclusion_tag("foundation/forms/error_summary.html")
def error_summary(form: BaseForm) -> dict[str, Any]:
    """Every error of the form in one box, each linked to its field."""
    return {"form": form}


@register.simple_tag(takes_context=True)
def panels(context: Context, place: str, **arguments: Any) -> SafeString:
    """What upper rooms have to show at ``place``; see foundation.panels."""
    request = context.get("request")
    parts = [
        render_to_string(panel.template, panel.context, request=request) for panel in panels_for(place, **arguments)
    ]
    return mark_safe("".join(parts))  # rendered by the template engine, escaped there


@register.simple_tag(takes_context=True)
def navigation_links(context: Context, where: str) -> list[Link]:
    """The links of the header that rooms registered for ``where``."""
    return links_for(where, context["request"]) if "request" in context else []


@register.simple_tag(takes_context=True)
def nav_link(context: Context, name: str, label: str, icon: str = "") -> SafeString:
    """A list item that links to the page called ``name`` and marks itself when it is the current one."""
    return link_item(context, _address_of(name), label, icon)


@lru_cache
def _address_of(name: str) -> str:
    return reverse(name)


@register.simple_tag(takes_context=True)
def link_item(context: Context, url: str, label: str, icon: str = "") -> SafeString:
    """A list item for the navigation."""
    path = getattr(context.get("request"), "path", "")
    current = "page" if path == url else "true" if url != "/" and path.startswith(url) else ""
    return _link_item(url, str(label), icon, current)


@lru_cache(maxsize=1024)  # the same few links on every page
def _link_item(url: str, label: str, icon: str, current: str) -> SafeString:
    marked = format_html(' aria-current="{}"', current) if current else ""
    drawing = globals()["icon"](icon) if icon else ""
    return format_html('<li><a href="{}"{}>{}{}</a></li>', url, marked, drawing, label)


@register.simple_tag(takes_context=True)
def font_stylesheet(context: Context) -> str:
    """The style sheet of the reading typeface, unless it was not built or the visitor saves data."""
    request = context.get("request")
    if request is not None and (saves_data(request) or reading_of(request).font == "system"):
        return ""
    return _font_url()


def _font_url() -> str:
    try:
        return _built_font_url()
    except (LookupError, ValueError):  # ValueError: built after the static files were collected, not in their manifest
        return ""


@lru_cache  # of what was found only: the typeface may be built while the platform runs
def _built_font_url() -> str:
    if finders.find(FONT_STYLESHEET) is None:
        raise LookupError
    return staticfiles_storage.url(FONT_STYLESHEET)


@register.simple_tag(takes_context=True)
def theme(context: Context) -> str:
    """'light' or 'dark' when the visitor chose one with the switch, '' to follow the device."""
    request = context.get("request")
    chosen = request.COOKIES.get("theme", "") if request is not None else ""
    return chosen if chosen in ("light", "dark") else ""


@register.simple_tag(takes_context=True)
def reading_attributes(context: Context) -> SafeString:
    """Attributes of <html> for text size, spacing and contrast, so that no page is drawn twice."""
    request = context.get("request")
    shown = reading_of(request).shown if request is not None else {}
    return format_html_join("", ' data-{}="{}"', shown.items())


@register.inclusion_tag("foundation/components/cover.html")
def cover(seed: Any) -> dict[str, Any]:
    """A drawn cover for what has no picture: rows of a field, the same for the same seed."""
    number = zlib.crc32(str(seed).encode())
    return {"variant": number % 4, "sun": 70 + number // 4 % 180, "height": 26 + number // 64 % 22}


@register.filter
def decimal1(value: Any) -> str:
    """A grade or mean with one decimal, half up; a dash where there is none."""
    if value is None or value == "":
        return "—"
    return str(Decimal(str(value)).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP))


@register.filter
def initials(person: Any) -> str:
    """First letters of given name and surname, for the round mark beside a name."""
    names = [getattr(person, "given_names", ""), getattr(person, "paternal_surname", "")]
    return "".join(name[0] for name in names if name).upper() or _("?")
