"""Reading programmes with their courses, open groups, and where somebody stands: a fixed number of statements."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from accounts.models import User
from courses.cohorts.models import Cohort
from courses.editions.models import Course
from courses.programmes.models import Programme, ProgrammeCourse
from courses.programmes.permissions import followings_of, programmes_readable_by
from courses.programmes.standing import Place, Standing, hours_asked, standing
from courses.study.models import Enrolment
from courses.study.permissions import enrolments_of
from courses.study.selectors import with_places

Status = Enrolment.Status
GROUPS_SHOWN = 3


@dataclass(frozen=True)
class Studied:
    """One's own enrolments by course: until when, how, and where to go on."""

    enrolments: dict[UUID, Enrolment] = field(default_factory=dict)

    @cached_property
    def completed(self) -> dict[UUID, datetime]:
        done = {uid: row.completed_at for uid, row in self.enrolments.items() if row.status == Status.COMPLETED}
        return {uid: at for uid, at in done.items() if at is not None}


def studied(user: Any) -> Studied:
    """What the visitor studies and studied, in any edition; one statement, none for strangers."""
    if not user.is_authenticated:
        return Studied()
    rows = enrolments_of(user).exclude(status=Status.WITHDRAWN)
    return Studied({row.course_id: row for row in rows.only("uid", "course_id", "status", "completed_at")})


@dataclass(frozen=True)
class Stage:
    """A course of a programme as a page shows it."""

    place: ProgrammeCourse
    groups: list[Cohort]
    enrolment: Enrolment | None

    @property
    def edition(self) -> Any:
        return self.place.course.latest

    @property
    def is_done(self) -> bool:
        return self.enrolment is not None and self.enrolment.status == Status.COMPLETED


@dataclass(frozen=True)
class Way:
    """A programme, its courses in order, and where one stands in it."""

    programme: Programme
    places: Sequence[ProgrammeCourse]
    mine: Studied

    @cached_property
    def _plain(self) -> list[Place[UUID]]:
        return [Place(row.course_id, row.course.latest.hours, row.is_required) for row in self.places]

    @cached_property
    def standing(self) -> Standing[UUID]:
        return standing(self._plain, self.mine.completed)

    @property
    def hours(self) -> int:
        return hours_asked(self._plain)

    @property
    def optional(self) -> int:
        return sum(not row.is_required for row in self.places)

    @cached_property
    def next_place(self) -> ProgrammeCourse | None:
        return next((row for row in self.places if row.course_id == self.standing.next_course), None)


def _places() -> QuerySet[ProgrammeCourse]:
    rows: QuerySet[ProgrammeCourse] = ProgrammeCourse.objects.order_by("sort_order", "pk")
    rows = rows.select_related("course__latest", "course__organisation")
    return rows.defer("course__latest__source_text", "course__latest__search_text")


def with_courses(programmes: QuerySet[Programme]) -> QuerySet[Programme]:
    """Programmes with what a list shows of them."""
    return programmes.select_related("organisation").prefetch_related(Prefetch("places", _places(), to_attr="rows"))


def programmes_shown() -> QuerySet[Programme]:
    """Those that are public, by their titles."""
    return with_courses(Programme.objects.filter(live=True)).order_by("title", "pk")


def ways(programmes: Iterable[Any], mine: Studied) -> list[Way]:
    """Each of the programmes that ``with_courses`` read, and where one stands."""
    return [Way(programme, programme.rows, mine) for programme in programmes]


def ways_followed_by(user: User) -> list[Way]:
    """The programmes somebody follows, the last first."""
    followed = list(followings_of(user).order_by("-followed_at", "-pk").values_list("programme", flat=True))
    if not followed:
        return []
    found = {row.pk: row for row in with_courses(programmes_readable_by(user).filter(pk__in=followed))}
    return ways([found[pk] for pk in followed if pk in found], studied(user))


def stages_of(way: Way, on: date) -> list[Stage]:
    """Its courses with the groups that take enrolments on a day, the next to start first."""
    groups = _open_groups([row.course_id for row in way.places], on)
    return [Stage(row, groups[row.course_id][:GROUPS_SHOWN], way.mine.enrolments.get(row.course_id))
            for row in way.places]  # fmt: skip


def _open_groups(courses: Sequence[UUID], on: date) -> defaultdict[UUID, list[Cohort]]:
    listed = Cohort.objects.filter(edition__course__in=courses, is_public=True, closed_at=None)
    rows = with_places(listed.filter(opens_on__lte=on, closes_on__gte=on)).select_related("organisation", "edition")
    grouped: defaultdict[UUID, list[Cohort]] = defaultdict(list)
    for cohort in rows.defer("edition__source_text", "edition__search_text").order_by("starts_on", "name", "pk"):
        grouped[cohort.edition.course_id].append(cohort)
    return grouped


def draft_of(programme: Programme) -> tuple[Programme, list[ProgrammeCourse]]:
    """The latest draft with its courses, read as they are now."""
    draft: Programme = programme.get_latest_revision_as_object()
    rows = sorted(draft.places.all(), key=lambda row: (row.sort_order or 0, row.pk or 0))
    courses = Course.objects.select_related("latest", "organisation").in_bulk([row.course_id for row in rows])
    for row in rows:
        row.course = courses[row.course_id]
    return draft, rows
