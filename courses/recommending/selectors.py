"""Reading one's own results and what they recommend: a fixed number of statements."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import F

from accounts.models import User
from cms.skills.models import Crosswalk, Skill
from courses.cohorts.models import Cohort
from courses.editions.models import Edition
from courses.editions.selectors import listed_editions
from courses.recommending.models import DimensionResult, EvaluationResult
from courses.recommending.permissions import results_of
from courses.recommending.ranking import TOP, Candidate, Ranked, dimensions_of, ranked, share_of
from courses.study.models import Enrolment


@dataclass(frozen=True)
class Reason:
    """Because the result in ``dimension`` was ``level``."""

    dimension: str
    level: str


@dataclass(frozen=True)
class Recommendation:
    """A course, why, and a group that takes people now."""

    edition: Edition
    reasons: list[Reason]
    group: Cohort | None


def own_results(user: User) -> list[EvaluationResult]:
    """The person's results with their dimensions and levels."""
    rows = results_of(user).select_related("framework_version__framework", "scale")
    return list(rows.prefetch_related("dimensions__dimension", "dimensions__level", "scale__levels"))


class Advice:
    """What a person's results recommend on a day; each part is read when first asked for."""

    def __init__(self, user: User, on: date) -> None:
        self.user, self.on = user, on

    @cached_property
    def results(self) -> list[EvaluationResult]:
        return own_results(self.user)

    @cached_property
    def _levels(self) -> dict[int, tuple[DimensionResult, Any]]:
        """By dimension: the row, and its level as a share of the scale."""
        return {
            row.dimension_id: (row, share_of(row.level.position, len(result.scale.levels.all())))
            for result in self.results
            for row in result.dimensions.all()
        }

    @property
    def all_at_the_top(self) -> bool:
        """Nothing to recommend, since every level is the highest one."""
        return bool(self._levels) and all(share == TOP for _row, share in self._levels.values())

    @cached_property
    def ranked(self) -> list[Ranked[UUID]]:
        """Every course that is recommended, by its key, the most useful first."""
        if not self._levels or self.all_at_the_top:
            return []
        own = Enrolment.objects.filter(teacher_id=self.user.pk).exclude(status=Enrolment.Status.WITHDRAWN)
        known = set(own.values_list("course_id", flat=True))
        shares = {dimension: share for dimension, (_row, share) in self._levels.items()}
        return ranked(shares, self._candidates(), known=known)

    def _candidates(self) -> list[Candidate[UUID]]:
        parents = dict(Skill.objects.values_list("pk", "parent_id"))
        alike = _crosswalk()
        skills: defaultdict[tuple[UUID, str], set[int]] = defaultdict(set)
        listed = Edition.objects.filter(course__latest=F("pk"), course__is_listed=True, skills__isnull=False)
        for course, title, skill in listed.values_list("course_id", "title", "skills").order_by():
            skills[course, title] |= dimensions_of(skill, parents=parents, alike=alike)
        return [
            Candidate(course, title, frozenset(dimensions), course in self._groups)
            for (course, title), dimensions in skills.items()
        ]

    @cached_property
    def _groups(self) -> dict[UUID, Cohort]:
        """The next group of each course that takes people."""
        listed = Cohort.objects.filter(is_public=True, closed_at=None, opens_on__lte=self.on, closes_on__gte=self.on)
        rows = listed.select_related("organisation").annotate(of_course=F("edition__course")).order_by("-starts_on")
        return {row.of_course: row for row in rows}

    def best(self, most: int) -> list[Recommendation]:
        """The first ones, with all that a page shows of them."""
        first = self.ranked[:most]
        rows = listed_editions().filter(course__in=[one.key for one in first]).prefetch_related("skills")
        editions = {row.course_id: row for row in rows} if first else {}
        return [
            Recommendation(editions[one.key], self._reasons(one), self._groups.get(one.key))
            for one in first
            if one.key in editions
        ]

    def _reasons(self, one: Ranked[UUID]) -> list[Reason]:
        rows = [self._levels[dimension][0] for dimension in one.because]
        return [Reason(row.dimension.label, row.level.label) for row in rows]


def _crosswalk() -> dict[int, set[int]]:
    """Skills of other versions that say the same or about the same, both ways."""
    alike: defaultdict[int, set[int]] = defaultdict(set)
    kinds = (Crosswalk.Relation.EQUAL, Crosswalk.Relation.NARROWER, Crosswalk.Relation.BROADER)
    for source, target in Crosswalk.objects.filter(relation__in=kinds).values_list("source_id", "target_id"):
        alike[source].add(target)
        alike[target].add(source)
    return alike
