"""Reads of attempts and evidence, with what their pages need."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from accounts.models import User
from courses.assessment.models import Attempt, Evidence
from courses.assessment.permissions import evidence_reviewable_by
from courses.assessment.snapshots import evidence_tasks_of, questions_of
from courses.editions.models import AnswerKey, Edition
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


# An edition never changes, so what is asked in it is read from its document once per process. Only what is looked up
# is kept: the document itself may be large.
def questions_in(edition: Edition, lesson_uid: UUID | str, language: str) -> list[dict[str, Any]]:
    """The lesson's questions with their texts in one language; a fresh copy at each call."""
    found: list[dict[str, Any]] = json.loads(_asked(edition.pk, edition.digest, str(lesson_uid), language)[0])
    return found


def evidence_tasks_in(edition: Edition, lesson_uid: UUID | str, language: str) -> list[dict[str, Any]]:
    """The lesson's evidence tasks in one language; a fresh copy at each call."""
    found: list[dict[str, Any]] = json.loads(_asked(edition.pk, edition.digest, str(lesson_uid), language)[1])
    return found


@lru_cache(maxsize=1024)
def _asked(edition_id: int, _digest: str, lesson_uid: str, language: str) -> tuple[str, str]:
    document = Edition.objects.only("source_text").get(pk=edition_id).source
    asked = questions_of(document, lesson_uid, language), evidence_tasks_of(document, lesson_uid, language)
    return json.dumps(asked[0]), json.dumps(asked[1])


def answer_key(edition: Edition) -> Mapping[str, Any]:
    """Right answers by question uid: for marking, not for changing and not for showing."""
    return _keys(edition.pk, edition.digest, edition.keys_digest)


@lru_cache(maxsize=64)
def _keys(edition_id: int, _digest: str, _keys_digest: str) -> Mapping[str, Any]:
    keys: dict[str, Any] = AnswerKey.objects.values_list("keys", flat=True).get(pk=edition_id)
    return keys
