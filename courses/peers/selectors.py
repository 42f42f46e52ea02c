"""Reads of comments among colleagues, with what their pages need."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from accounts.models import User
from courses.assessment.models import Evidence
from courses.assessment.selectors import LONG_TEXTS, task_of
from courses.cohorts.models import Cohort
from courses.peers.models import Comment, Part
from courses.peers.permissions import comments_given_by, comments_overseen_by, comments_read_by, parts_shown

FEWEST = 3  # with fewer in a round everybody would know who wrote what
AT_ONCE = 4  # so many, or one more than each reads, begin without being asked


def _with_tasks(comments: QuerySet[Comment]) -> QuerySet[Comment]:
    loaded = comments.select_related("part__evidence__enrolment__edition")
    return loaded.defer(*(f"part__evidence__enrolment__{text}" for text in LONG_TEXTS))


def to_write(user: User) -> QuerySet[Comment]:
    """What the person still has to say, the longest waiting first."""
    return _with_tasks(comments_given_by(user).filter(written_at=None)).order_by("assigned_at", "pk")


def written_by(user: User) -> QuerySet[Comment]:
    """What the person said, the latest first."""
    return _with_tasks(comments_given_by(user).filter(written_at__isnull=False)).order_by("-written_at", "pk")


def received_by(user: User) -> QuerySet[Comment]:
    """What was said to the person and may be read by now, the latest first."""
    return _with_tasks(comments_read_by(user)).order_by("-written_at", "pk")


def with_task(comments: Iterable[Comment]) -> list[tuple[Comment, dict[str, Any], list[tuple[str, str]]]]:
    """Each comment with the task that the work answers, and the levels chosen as (criterion, level) in words."""
    found = []
    for comment in comments:
        task = task_of(comment.part.evidence)
        found.append((comment, task, _chosen(task, comment.levels)))
    return found


def _chosen(task: dict[str, Any], levels: dict[str, str]) -> list[tuple[str, str]]:
    return [
        (criterion["text"], level["text"])
        for criterion in task.get("rubric") or []
        for level in criterion["levels"]
        if levels.get(criterion["uid"]) == level["uid"]
    ]


def comment_for(user: User, uid: UUID) -> QuerySet[Comment]:
    """One work that the person was asked to comment."""
    return _with_tasks(comments_given_by(user)).filter(uid=uid)


def part_of(evidence: Evidence) -> Part | None:
    return Part.objects.filter(evidence=evidence).first()


def waiting_in(cohort: Cohort, block_uid: UUID) -> QuerySet[Part]:
    """Who takes part and reads nobody yet."""
    waiting = parts_shown().filter(cohort=cohort, evidence__block_uid=block_uid, assigned_at=None)
    return waiting.select_related("evidence__enrolment__edition").order_by("joined_at", "pk")


# --- Whoever accompanies the group ---
@dataclass(frozen=True)
class Exchange:
    """A task of a group whose works are shown among colleagues."""

    block_uid: UUID
    title: str
    waiting: int

    @property
    def may_begin(self) -> bool:
        return self.waiting >= FEWEST


def exchanges_in(cohort: Cohort) -> list[Exchange]:
    """The tasks of a group for which somebody takes part, with how many wait for others."""
    shown = parts_shown().filter(cohort=cohort).select_related("evidence__enrolment__edition")
    parts = list(shown.defer(*(f"evidence__enrolment__{text}" for text in LONG_TEXTS)).order_by("joined_at", "pk"))
    waiting = Counter(part.evidence.block_uid for part in parts if part.assigned_at is None)
    by_task = {part.evidence.block_uid: part for part in reversed(parts)}
    return [Exchange(uid, task_of(part.evidence).get("title") or "", waiting[uid]) for uid, part in by_task.items()]


def comments_in(cohort: Cohort, user: User) -> QuerySet[Comment]:
    """All that was written in a group, with who wrote it to whom, the latest first."""
    written = comments_overseen_by(user).filter(part__cohort=cohort, written_at__isnull=False)
    people = ("part__evidence__enrolment__teacher", "reader__evidence__enrolment__teacher", "removed_by")
    return _with_tasks(written).select_related(*people).order_by("-written_at", "pk")
