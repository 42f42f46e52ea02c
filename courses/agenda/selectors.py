"""Reading groups with their dates, for a page and as entries of a calendar."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.db.models import Count, Exists, F, Max, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _

from accounts.models import User
from courses.agenda.icalendar import Entry
from courses.agenda.models import CalendarFeed
from courses.attendance.models import Session
from courses.cohorts.models import Cohort
from courses.study.models import Enrolment
from courses.study.selectors import with_places

ONLINE, IN_PERSON = "linea", "presencial"
TOKEN_LENGTH = 65


def groups(
    *,
    on: date,
    month: date | None = None,
    institute: str = "",
    course_type: str = "",
    modality: str = "",
    only_open: bool = False,
) -> QuerySet[Cohort]:
    """Listed groups that are still to come or take people on a day; with a ``month``, all that begin in it."""
    meets = Exists(Session.objects.filter(cohort=OuterRef("pk"), cancelled_at=None))
    rows: QuerySet[Cohort] = Cohort.objects.filter(is_public=True).annotate(meets=meets)
    takes_people = Q(opens_on__lte=on, closes_on__gte=on, closed_at=None)
    if month is None:
        rows = rows.filter(Q(starts_on__gte=on) | takes_people)
    else:
        rows = rows.filter(starts_on__gte=month, starts_on__lt=next_month(month))
    if only_open:
        rows = rows.filter(takes_people)
    if institute:
        rows = rows.filter(organisation__code=institute)
    if course_type:
        rows = rows.filter(edition__course_type=course_type)
    if modality:
        rows = rows.filter(meets if modality == IN_PERSON else ~meets)
    rows = with_places(rows).select_related("organisation__municipality", "edition__course")
    return rows.defer("edition__source_text", "edition__search_text").order_by("starts_on", "name", "pk")


def next_month(month: date) -> date:
    return (month.replace(day=1) + timedelta(days=32)).replace(day=1)


def month_before(month: date) -> date:
    return (month.replace(day=1) - timedelta(days=1)).replace(day=1)


def entries_of(cohorts: Iterable[Cohort]) -> Iterator[Entry]:
    """For everybody: the day a group begins, and the last one to enrol."""
    for cohort in cohorts:
        yield _entry(cohort, "start", _("Begins: %(course)s"), cohort.starts_on)
        if cohort.closed_at is None:
            yield _entry(cohort, "enrol", _("Last day to enrol: %(course)s"), cohort.closes_on)


def _entry(cohort: Cohort, kind: str, title: str, day: date, *, more: int = 0, changed_at: Any = None) -> Entry:
    return Entry(
        uid=_uid(f"group-{cohort.pk}-{kind}"),
        title=title % {"course": cohort.edition.title},
        first=day,
        last=day,
        changed_at=max(filter(None, (changed_at, cohort.changed_at)), default=cohort.created_at),
        sequence=cohort.revision + more,
        text=f"{cohort.name}\n{cohort.organisation.name}",
        address=settings.PUBLIC_URL + reverse("group", args=[cohort.pk]),
    )


def _uid(name: str) -> str:
    return f"{name}@{urlsplit(settings.PUBLIC_URL).hostname}"


# --- One's own ---


def feed_of(user: User) -> CalendarFeed | None:
    return CalendarFeed.objects.filter(teacher_id=user.pk).first()


def feed_behind(token: str) -> CalendarFeed | None:
    """The calendar to which an address leads; None for one that was revoked or never was."""
    if len(token) != TOKEN_LENGTH:
        return None
    try:
        uid = UUID(token[:32])
    except ValueError:
        return None
    feed = CalendarFeed.objects.select_related("teacher").filter(uid=uid, teacher__is_active=True).first()
    return feed if feed and constant_time_compare(feed.token, token) else None


def own_entries(user: User) -> Iterator[Entry]:
    """For one person: when their groups begin and meet, and the last day on which they themselves may work."""
    own = Enrolment.objects.filter(teacher_id=user.pk, cohort__isnull=False).exclude(status=Enrolment.Status.WITHDRAWN)
    own = own.annotate(
        until=Max("extensions__until"), given=Count("extensions"), given_at=Max("extensions__granted_at")
    )
    rows = list(own.select_related("cohort__edition", "cohort__organisation").order_by("cohort__starts_on", "pk")
                .defer("cohort__edition__source_text", "cohort__edition__search_text"))  # fmt: skip
    for enrolment in rows:
        yield from _of_enrolment(enrolment)
    sessions = Session.objects.filter(cohort__in=[row.cohort_id for row in rows]).order_by("day", "starts_at", "pk")
    for session in sessions.select_related("cohort__edition").annotate(course=F("cohort__edition__title")):
        yield _of_session(session)


def _of_enrolment(enrolment: Any) -> Iterator[Entry]:
    cohort: Cohort = enrolment.cohort
    yield _entry(cohort, "start", _("Begins: %(course)s"), cohort.starts_on)
    last = max(filter(None, (cohort.ends_on, enrolment.until)))
    if enrolment.status == Enrolment.Status.ACTIVE:
        title = _("Last day to answer and hand in: %(course)s")
        yield _entry(cohort, "end", title, last, more=enrolment.given, changed_at=enrolment.given_at)


def _of_session(session: Any) -> Entry:
    first, last = session.moments
    changed_at = max(filter(None, (session.cancelled_at, session.changed_at)), default=session.created_at)
    return Entry(
        uid=_uid(f"session-{session.pk}"), title=f"{session.topic} ({session.course})", first=first, last=last,
        changed_at=changed_at, sequence=session.revision, place=session.place,
        address=settings.PUBLIC_URL + reverse("group", args=[session.cohort_id]),
        is_cancelled=session.cancelled_at is not None,
    )  # fmt: skip
