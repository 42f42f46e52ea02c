"""Proposals for the demonstration's courses, put in and answered through the operations that real people use."""

import uuid
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from accounts.models import User
from cms.proposals import operations
from cms.proposals.models import Proposal
from demonstration.content import read_proposals, uid


def ensure_proposals(people: Mapping[str, User], *, at: datetime) -> None:
    """Each proposal once; one that exists is left as it is."""
    for raw in read_proposals():
        if not Proposal.objects.filter(uid=_uid(raw)).exists():
            _live(raw, people, at)


def _uid(raw: Mapping[str, Any]) -> uuid.UUID:
    return uuid.UUID(uid("proposal", raw["name"]))


def _live(raw: Mapping[str, Any], people: Mapping[str, User], at: datetime) -> None:
    received = at - timedelta(days=raw["days"])
    author = people[raw["author"]]
    proposal = _submitted(raw, author, received)
    supporters = User.objects.filter(is_demonstration=True, memberships=None).exclude(pk=author.pk)
    for person in supporters.order_by("pk")[: raw.get("supporters", 0)]:
        operations.support(actor=person, proposal=proposal, at=received + timedelta(days=1))
    if "decision" in raw:
        _decide(raw, proposal, people[raw["by"]], at - timedelta(days=raw.get("decided", 0)))


def _submitted(raw: Mapping[str, Any], author: User, at: datetime) -> Proposal:
    course, lesson, block = raw["course"], raw.get("lesson"), raw.get("block")
    return operations.submit_proposal(
        actor=author,
        uid=_uid(raw),
        course_uid=uuid.UUID(uid(course)),
        lesson_uid=uuid.UUID(uid(course, lesson)) if lesson else None,
        block_uid=uid(course, lesson, block) if lesson and block else "",
        place=raw.get("place", ""),
        kind=raw["kind"],
        text=raw["text"],
        is_public=raw.get("public", True),
        shows_name=True,
        at=at,
    )


def _decide(raw: Mapping[str, Any], proposal: Proposal, actor: User, at: datetime) -> None:
    answer = raw.get("answer", "")
    match raw["decision"]:
        case "take_up":
            operations.take_up(actor=actor, proposal=proposal)
        case "answer":
            operations.answer_proposal(actor=actor, proposal=proposal, answer=answer, at=at)
        case "accept":
            operations.accept_proposal(actor=actor, proposal=proposal, answer=answer, at=at)
            if raw.get("worked_in"):
                operations.mark_worked_in(actor=actor, proposal=proposal, at=at + timedelta(days=3))
