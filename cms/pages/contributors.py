"""Which organisations worked on a course, from the trace that the editor keeps: its revisions."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count
from django.db.models.functions import TruncDate
from wagtail.models import Page, Revision

from cms.pages.models import CoursePage
from institutes.models import Membership, Organisation

Role = Membership.Role
WRITING_ROLES = (Role.AUTHOR, Role.REVIEWER, Role.INSTITUTE_ADMIN)


@dataclass(frozen=True)
class Contributor:
    """An organisation and how many revisions its people saved. People are named in credits, where they wish it."""

    code: str
    name: str
    is_illustrative: bool
    revisions: int


def contributors(course: CoursePage, *, until: datetime) -> list[Contributor]:
    """Who saved how often, in course and parts, up to a moment; counted for the organisation held on that day.

    Whoever acted for none, the platform's own operators for example, is not counted.
    """
    saved = _saved(course, until)
    held = _memberships([user for user, _day, _count in saved])
    own = course.organisation.pk
    counts: Counter[Organisation] = Counter()
    for user, day, count in saved:
        if organisation := _organisation_on(day, held.get(user, []), own):
            counts[organisation] += count
    found = [Contributor(one.code, one.name, one.is_illustrative, count) for one, count in counts.items()]
    return sorted(found, key=lambda one: (-one.revisions, one.name))


def _saved(course: CoursePage, until: datetime) -> list[tuple[int, date, int]]:
    """(person, day, revisions) of the course and its parts."""
    pages = Page.objects.descendant_of(course, inclusive=True).values_list("pk", flat=True)
    revisions = Revision.page_revisions.filter(
        object_id__in=[str(pk) for pk in pages], user__isnull=False, created_at__lte=until
    )
    days = revisions.annotate(day=TruncDate("created_at")).order_by().values_list("user_id", "day")
    return list(days.annotate(count=Count("pk")))


def _memberships(users: Iterable[int]) -> dict[int, list[Membership]]:
    held: dict[int, list[Membership]] = {}
    rows = Membership.objects.filter(user__in=set(users), role__in=WRITING_ROLES).select_related("organisation")
    for membership in rows.order_by("organisation__code"):
        held.setdefault(membership.user_id, []).append(membership)
    return held


def _organisation_on(day: date, held: list[Membership], own: int) -> Organisation | None:
    """For whom the person wrote that day: for the course's own institute, if for that one too."""
    then = [one.organisation for one in held if one.valid_from <= day and (one.valid_to is None or day < one.valid_to)]
    return next((one for one in then if one.pk == own), then[0] if then else None)
