"""The calendar of groups: a page by month or by what comes next, the same as a file, and one's own."""

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from courses.agenda.forms import CalendarForm
from courses.agenda.icalendar import calendar
from courses.agenda.operations import close_feed, open_feed, renew_feed
from courses.agenda.selectors import entries_of, feed_behind, feed_of, groups, month_before, next_month, own_entries
from foundation.public_pages import public_page
from foundation.requests import AuthenticatedRequest

PAGE_SIZE, MOST_IN_A_FILE = 20, 500


@public_page
@require_safe
def calendar_page(request: HttpRequest) -> HttpResponse:
    """Groups by the day they begin, narrowed by whatever of the filters is valid."""
    form = CalendarForm(request.GET)
    form.is_valid()
    today = timezone.localdate()
    page = Paginator(groups(on=today, **form.filters), PAGE_SIZE).get_page(request.GET.get("page"))
    month = form.filters["month"]
    around = month or today.replace(day=1)
    feed = f"{reverse('calendar_feed')}?{_query(request)}".rstrip("?")
    context = {
        "form": form, "page": page, "month": month, "today": today, "feed": settings.PUBLIC_URL + feed,
        "before": _with_month(request, month_before(around)), "after": _with_month(request, next_month(around)),
        "all": _with_month(request, None), "month_before": month_before(around), "month_after": next_month(around),
    }  # fmt: skip
    return render(request, "courses/agenda/calendar.html", context)


def _query(request: HttpRequest, **changes: Any) -> str:
    kept = {name: request.GET[name] for name in ("mes", "institute", "type", "modality", "open") if name in request.GET}
    return urlencode({name: value for name, value in {**kept, **changes}.items() if value})


def _with_month(request: HttpRequest, month: Any) -> str:
    query = _query(request, mes=f"{month:%Y-%m}" if month else "")
    return f"{reverse('calendar')}?{query}".rstrip("?")


@require_safe
def public_feed(request: HttpRequest) -> HttpResponse:
    """The same groups as a file to subscribe to."""
    form = CalendarForm(request.GET)
    form.is_valid()
    rows = groups(on=timezone.localdate(), **form.filters)[:MOST_IN_A_FILE]
    return _file(calendar(_("Groups for teachers in Jalisco"), entries_of(rows)), "grupos.ics")


@require_safe
@never_cache
def personal_feed(request: HttpRequest, token: str) -> HttpResponse:
    """The deadlines of whoever holds the address; programs that subscribe have no session."""
    feed = feed_behind(token)
    if feed is None:
        raise Http404
    return _file(calendar(_("My courses"), own_entries(feed.teacher)), "mi-calendario.ics")


def _file(text: str, name: str) -> HttpResponse:
    response = HttpResponse(text.encode(), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Robots-Tag"] = "noindex"
    return response


@login_required
@require_http_methods(["GET", "POST"])
@never_cache
def own_calendar(request: AuthenticatedRequest) -> HttpResponse:
    """The address of one's own calendar: what it is for, making it, making another."""
    feed = feed_of(request.user)
    if request.method == "POST":
        if feed and "renew" in request.POST:
            renew_feed(teacher=request.user, at=timezone.now())
            messages.success(request, _("This is your new address; the former one no longer leads anywhere."))
        else:
            open_feed(teacher=request.user, at=timezone.now())
        return redirect("own_calendar")
    address = settings.PUBLIC_URL + reverse("personal_calendar_feed", args=[feed.token]) if feed else ""
    return render(request, "courses/agenda/own.html", {"address": address})


@login_required
@require_POST
def revoke(request: AuthenticatedRequest) -> HttpResponse:
    """Take the address away."""
    close_feed(teacher=request.user)
    messages.success(request, _("The address was revoked: programs that subscribed to it get nothing more."))
    return redirect("own_calendar")
