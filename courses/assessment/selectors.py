"""Reads of attempts and evidence, with what their pages need."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from accounts.models import User
from courses.assessment.models import Attempt, Evidence
from courses.assessment.permissions import evidence_reviewable_by
from courses.study.models import Enrolment
from institutes.models import Organisation


@dataclass(frozen=True)
class Standing:
    """Where a teacher stands with a lesson's questions: what was submitted, what is open, what is left."""

    attempts: Sequence[Attempt]
    allowed: int | None

    @property
    def submitted(self) -> list[Attempt]:
        return [attempt for attempt in self.attempts if attempt.submitted_at]

    @property
    def draft(self) -> Attempt | None:
        return next((attempt for attempt in self.attempts if not attempt.submitted_at), None)

    @property
    def best(self) -> Attempt | None:
        return max(self.submitted, key=lambda attempt: attempt.points or 0, default=None)

    @property
    def left(self) -> int | None:
        """How many more may be submitted; None without a limit."""
        return None if self.allowed is None else max(0, self.allowed - len(self.submitted))

    @property
    def may_answer(self) -> bool:
        return self.left is None or self.left > 0

    @property
    def next_number(self) -> int:
        return len(self.submitted) + 1


def standing(enrolment: Enrolment, lesson_uid: UUID) -> Standing:
    """The attempts at a lesson, first to last (without the texts asked), and the edition's limit."""
    attempts = enrolment.attempts.filter(lesson_uid=lesson_uid).defer("questions", "result").order_by("number")
    return Standing(list(attempts), enrolment.edition.attempts_allowed)


def evidence_in(enrolment: Enrolment, block_uids: Sequence[str]) -> dict[str, Evidence]:
    """What was handed in for the given tasks, by the task's uid."""
    found = enrolment.evidence.filter(block_uid__in=block_uids)
    return {str(evidence.block_uid): evidence for evidence in found}


def returned_to(user: User) -> QuerySet[Evidence]:
    """The person's evidence that came back with remarks, oldest first."""
    own = Evidence.objects.filter(enrolment__teacher=user, status=Evidence.Status.RETURNED)
    own = own.exclude(enrolment__status=Enrolment.Status.WITHDRAWN)
    return own.select_related("enrolment__edition").order_by("reviewed_at", "pk")


def evidence_queue(user: User, organisation: Organisation, *, status: str = "") -> QuerySet[Evidence]:
    """What the person may review at an institute, waiting longest first."""
    queue = evidence_reviewable_by(user).filter(enrolment__institute=organisation)
    if status:
        queue = queue.filter(status=status)
    return queue.select_related("enrolment__teacher", "enrolment__edition", "enrolment__cohort").order_by(
        "submitted_at", "pk"
    )
