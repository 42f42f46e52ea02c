"""The public history of a course: proposals, reviews, editions, and who contributed; as a page and as a feed."""

from collections.abc import Iterator
from datetime import datetime

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from courses.editions.models import Course, Edition
from courses.player.selectors import contributors_to, credits_of, published_course
from foundation.history import Event, history_of
from foundation.public_pages import public_page

PAGE_SIZE = 20
IN_FEED = 40


@public_page
@require_GET
def history(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything that happened, newest first, and who had a hand in it."""
    course = published_course(slug)
    edition = _latest(course)
    events = history_of(course_uid=course.uid, slug=course.slug)
    context = {
        "course": course,
        "edition": edition,
        "page": Paginator(events, PAGE_SIZE).get_page(request.GET.get("page")),
        "contributors": contributors_to(edition),
        "credits": [credit for credit in credits_of(edition.source) if credit.entry.person],
    }
    return render(request, "courses/player/history.html", context)


def _latest(course: Course) -> Edition:
    assert course.latest is not None  # noqa: S101 (its query asks for it)
    return course.latest


class HistoryFeed(Feed[Event, Course]):
    """The same for a feed reader."""

    feed_type = Atom1Feed

    def get_object(self, request: HttpRequest, *args: object, slug: str = "", **kwargs: object) -> Course:
        return published_course(slug)

    def title(self, course: Course) -> str:
        return _("History of “%(course)s”") % {"course": _latest(course).title}

    def link(self, course: Course) -> str:
        return str(settings.PUBLIC_URL) + reverse("course_history", args=[course.slug])

    def feed_guid(self, course: Course) -> str:
        return f"urn:uuid:{course.uid}"

    def feed_url(self, course: Course) -> str:
        return str(settings.PUBLIC_URL) + reverse("course_history_feed", args=[course.slug])

    def items(self, course: Course) -> list[Event]:
        return list(_absolute(history_of(course_uid=course.uid, slug=course.slug)[:IN_FEED], self.link(course)))

    def item_title(self, item: Event) -> str:
        return item.title

    def item_description(self, item: Event) -> str:
        return " · ".join(part for part in (item.by, item.text) if part)

    def item_link(self, item: Event) -> str:
        return item.url

    def item_guid(self, item: Event) -> str:
        return f"urn:formacion-docente:{item.key}"

    def item_pubdate(self, item: Event) -> datetime:
        return item.at

    def item_updateddate(self, item: Event) -> datetime:
        return item.at


def _absolute(events: list[Event], otherwise: str) -> Iterator[Event]:
    for event in events:
        url = settings.PUBLIC_URL + event.url if event.url else otherwise
        yield Event(event.at, event.key, event.kind, event.title, event.text, event.by, event.icon, url)
