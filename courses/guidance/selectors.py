"""Reading how the people of a cohort get on, in as many statements for two as for two thousand."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, FloatField, Max, Min, Q, QuerySet
from django.db.models.functions import Cast, Coalesce, Greatest
from django.utils import timezone

from courses.assessment.models import Attempt, Evidence
from courses.assessment.selectors import with_counted
from courses.attendance.selectors import attendance_in
from courses.cohorts.models import Cohort
from courses.guidance.standing import Facts, Reason, reasons, urgency
from courses.study.models import Enrolment, Extension
from courses.study.selectors import enrolments_in

FACTS = (
    "pk",
    "uid",
    "teacher__given_names",
    "teacher__paternal_surname",
    "teacher__maternal_surname",
    "enrolled_at",
    "edition__pass_mark",
    "progress__lessons_finished",
    "progress__lessons_total",
    "progress__last_lesson_uid",
    "progress__updated_at",
)


@dataclass(frozen=True)
class Followed:
    """One person of a cohort and what holds them up."""

    uid: UUID
    name: str
    facts: Facts
    reasons: tuple[Reason, ...]

    @property
    def urgency(self) -> int:
        return urgency(self.reasons)


def followed_in(cohort: Cohort, *, at: datetime, name: str = "", only: UUID | None = None) -> list[Followed]:
    """Everybody who is still studying in a cohort, the most urgent first, then whoever was quiet longest."""
    people = enrolments_in(cohort, name=name, status=Enrolment.Status.ACTIVE)
    if only is not None:
        people = people.filter(uid=only)
    rows = list(people.values(*FACTS))
    more = _More(cohort, rows)
    today = timezone.localdate(at)
    found = [_followed(row, more.facts_of(row), at, today) for row in rows]
    return sorted(found, key=lambda one: (-one.urgency, one.facts.last_activity_at or one.facts.enrolled_at))


def _followed(row: dict[str, Any], facts: Facts, at: datetime, today: date) -> Followed:
    parts = ("teacher__given_names", "teacher__paternal_surname", "teacher__maternal_surname")
    name = " ".join(row[part] for part in parts if row[part])
    return Followed(row["uid"], name, facts, reasons(facts, at=at, today=today))


class _More:
    """What stands in other tables, read once for all."""

    def __init__(self, cohort: Cohort, rows: list[dict[str, Any]]) -> None:
        self.cohort = cohort
        pass_marks = {row["pk"]: row["edition__pass_mark"] for row in rows}
        self.tries = _failed_tries(cohort, pass_marks)
        self.evidence = {row["enrolment_id"]: row for row in _evidence(cohort)}
        self.until = dict(_extensions(cohort))
        self.attendance = attendance_in(cohort)

    def facts_of(self, row: dict[str, Any]) -> Facts:
        key, evidence = row["pk"], self.evidence.get(row["pk"], {})
        summary = self.attendance.get(key)
        begun = row["progress__last_lesson_uid"] is not None or row["progress__lessons_finished"] > 0
        return Facts(
            enrolled_at=row["enrolled_at"],
            last_activity_at=row["progress__updated_at"] if begun else None,
            lessons_finished=row["progress__lessons_finished"],
            lessons_total=row["progress__lessons_total"],
            starts_on=max(self.cohort.starts_on, timezone.localdate(row["enrolled_at"])),
            last_day=max(self.cohort.ends_on, self.until.get(key, self.cohort.ends_on)),
            tries_failed=self.tries.get(key, 0),
            returned_at=evidence.get("returned_at"),
            waiting_since=evidence.get("waiting_since"),
            attendance_reached=summary is None or summary.reached,
        )


def _failed_tries(cohort: Cohort, pass_marks: dict[int, Any]) -> dict[int, int]:
    """The most tries at one lesson that none of them passed, by enrolment."""
    tried = Attempt.objects.filter(enrolment__cohort=cohort, submitted_at__isnull=False, max_points__gt=0)
    points = Greatest("points", Coalesce("regraded_points", "points"))
    share = Cast(points, FloatField()) / Cast("max_points", FloatField())
    rows = with_counted(tried).order_by().values("enrolment_id", "lesson_uid").annotate(n=Count("pk"), best=Max(share))
    most: dict[int, int] = {}
    for row in rows.filter(n__gt=1):
        key = row["enrolment_id"]
        if key in pass_marks and row["best"] * 10 < float(pass_marks[key]):
            most[key] = max(most.get(key, 0), row["n"])
    return most


def _evidence(cohort: Cohort) -> Iterable[Any]:
    returned, waiting = Q(status=Evidence.Status.RETURNED), Q(status=Evidence.Status.SUBMITTED)
    handed_in: QuerySet[Evidence] = Evidence.objects.filter(returned | waiting, enrolment__cohort=cohort)
    return (
        handed_in.order_by()
        .values("enrolment_id")
        .annotate(returned_at=Min("reviewed_at", filter=returned), waiting_since=Min("submitted_at", filter=waiting))
    )


def _extensions(cohort: Cohort) -> Iterable[tuple[int, date]]:
    given = Extension.objects.filter(enrolment__cohort=cohort).order_by().values("enrolment_id")
    return given.annotate(longest=Max("until")).values_list("enrolment_id", "longest")
