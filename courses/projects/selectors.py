"""Reads of projects: the project as published, its milestones with what was handed in, said of them, and due."""

import json
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.utils import timezone

from cms.review.tokens import digest_of_token
from courses.assessment.models import Evidence
from courses.assessment.selectors import evidence_in, evidence_tasks_in
from courses.assessment.snapshots import in_language
from courses.editions.models import Edition
from courses.projects.models import Adviser, Endorsement
from courses.study.models import Enrolment


@dataclass(frozen=True)
class Project:
    """A project of an edition in one language; ``adviser`` is the part that somebody should play, or empty."""

    uid: str
    lesson_uid: str
    title: str
    html: str
    adviser: str
    adviser_reason: str
    tasks: list[dict[str, Any]]


@dataclass(frozen=True)
class Milestone:
    """One step and where the teacher stands with it."""

    task: dict[str, Any]
    evidence: Evidence | None
    due_on: date | None
    said: list[Endorsement]

    @property
    def is_endorsed(self) -> bool:
        return any(one.verdict == Endorsement.Verdict.ENDORSED for one in self.said)

    @property
    def is_late(self) -> bool:
        return self.evidence is None and self.due_on is not None and self.due_on < timezone.localdate()


def project_in(edition: Edition, uid: UUID | str, language: str) -> Project | None:
    """The project under this identifier, if the edition has one."""
    found = json.loads(_projects(edition.pk, edition.digest)).get(str(uid))
    if found is None:
        return None
    lesson, block = found["lesson"], found["block"]
    adviser = block.get("adviser") or {}
    uids = {milestone["uid"] for milestone in block["milestones"]}

    def said(text: Any) -> str:
        return in_language(text, language, edition.source_language)

    return Project(
        uid=block["uid"],
        lesson_uid=lesson,
        title=said(block["title"]),
        html=said(block["html"]),
        adviser=said(adviser.get("title")),
        adviser_reason=said(adviser.get("text")),
        tasks=[task for task in evidence_tasks_in(edition, lesson, language) if task["uid"] in uids],
    )


# An edition never changes: what is looked up in its document is kept, the document itself may be large.
@lru_cache(maxsize=256)
def _projects(edition_id: int, _digest: str) -> str:
    document = Edition.objects.only("source_text").get(pk=edition_id).source
    return json.dumps(
        {
            block["uid"]: {"lesson": lesson["uid"], "block": block}
            for module in document["modules"]
            for lesson in module["lessons"]
            for block in lesson["blocks"]
            if block["type"] == "project"
        }
    )


def milestones_of(enrolment: Enrolment, project: Project) -> list[Milestone]:
    """The project's milestones in order, each with its evidence and all that its adviser answered."""
    handed_in = evidence_in(enrolment, [task["uid"] for task in project.tasks])
    said: dict[int, list[Endorsement]] = {}
    answered = Endorsement.objects.filter(evidence__in=list(handed_in.values())).exclude(answered_at=None)
    for endorsement in answered.select_related("adviser").order_by("answered_at", "pk"):
        said.setdefault(endorsement.evidence_id, []).append(endorsement)
    return [_milestone(enrolment, task, handed_in.get(task["uid"]), said) for task in project.tasks]


def _milestone(
    enrolment: Enrolment, task: dict[str, Any], evidence: Evidence | None, said: dict[int, list[Endorsement]]
) -> Milestone:
    return Milestone(task, evidence, due_on(enrolment, task), said.get(evidence.pk, []) if evidence else [])


def due_on(enrolment: Enrolment, task: dict[str, Any]) -> date | None:
    """So many weeks after the group began, or after one enrolled on one's own."""
    if not task.get("weeks"):
        return None
    cohort = enrolment.cohort
    start = cohort.starts_on if cohort else timezone.localdate(enrolment.enrolled_at)
    return start + timedelta(weeks=task["weeks"])


def adviser_in(enrolment: Enrolment, project_uid: UUID | str) -> Adviser | None:
    """Whom the teacher named for a project."""
    return Adviser.objects.filter(enrolment=enrolment, project_uid=project_uid, gone_at=None).first()


def endorsement_of_link(token: str) -> Endorsement | None:
    """What a link asks, answered or not; None for a link that never was, and for whose adviser no longer advises."""
    asked = Endorsement.objects.filter(token_digest=digest_of_token(token), adviser__gone_at=None)
    return asked.select_related("adviser", "evidence__enrolment__teacher", "evidence__enrolment__edition").first()


def is_open(endorsement: Endorsement, at: datetime) -> bool:
    """Whether the link still takes an answer."""
    return endorsement.answered_at is None and endorsement.expires_at > at
