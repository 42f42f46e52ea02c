"""Reading one's own record: courses, hours, skills. A fixed number of statements, whatever one studied."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import Count, F, Q, Sum
from django.utils import timezone

from accounts.models import User
from cms.skills.models import FrameworkVersion, Skill
from courses.records.coverage import Branch, Node, coverage
from courses.study.models import Enrolment
from courses.study.permissions import enrolments_of

Status = Enrolment.Status


@dataclass(frozen=True)
class Hours:
    """Of completed courses: this year and in all."""

    this_year: int
    in_all: int
    courses: int


@dataclass(frozen=True)
class FrameworkCoverage:
    """What is covered of a version of a framework."""

    version: FrameworkVersion
    branches: list[Branch]

    @property
    def covered(self) -> int:
        return sum(branch.covered for branch in self.branches)

    @property
    def leaves(self) -> int:
        return sum(branch.leaves for branch in self.branches)


def hours_of(user: User, on: date) -> Hours:
    """Hours of what somebody completed, in one statement."""
    in_year = Q(completed_at__date__gte=on.replace(month=1, day=1), completed_at__date__lte=on)
    found = enrolments_of(user).filter(status=Status.COMPLETED).aggregate(
        this_year=Sum("edition__hours", filter=in_year, default=0), in_all=Sum("edition__hours", default=0),
        courses=Count("pk"),
    )  # fmt: skip
    return Hours(**found)


class Record:
    """A person's record; each part is read when first asked for."""

    def __init__(self, user: User) -> None:
        self.user, self.on = user, timezone.localdate()

    @cached_property
    def enrolments(self) -> list[Enrolment]:
        """All that one studied and studies, left courses too, the latest first."""
        rows = enrolments_of(self.user).select_related("edition", "institute", "cohort", "progress")
        return list(rows.defer("edition__source_text", "edition__search_text", "progress__state").order_by(
            F("completed_at").desc(nulls_first=True), "-enrolled_at", "-pk"
        ))  # fmt: skip

    @cached_property
    def completed(self) -> list[Enrolment]:
        return [row for row in self.enrolments if row.status == Status.COMPLETED]

    @cached_property
    def hours(self) -> Hours:
        return hours_of(self.user, self.on)

    @cached_property
    def frameworks(self) -> list[FrameworkCoverage]:
        """Versions of frameworks in which one gained a skill, each with what is covered and what is open."""
        skills = Skill.objects.filter(editions__in=[row.edition_id for row in self.completed]).values_list("pk")
        gained = set(skills.values_list("pk", flat=True)) if self.completed else set()
        if not gained:
            return []
        versions = FrameworkVersion.objects.filter(skills__in=gained).select_related("framework").distinct()
        nodes: dict[int, list[Node]] = {}
        for row in Skill.objects.filter(framework_version__in=versions.values("pk")):
            nodes.setdefault(row.framework_version_id, []).append(Node(row.pk, row.parent_id, row.code, row.label))
        ordered = versions.order_by("framework__code", "-version")
        return [FrameworkCoverage(version, coverage(nodes[version.pk], gained)) for version in ordered]
