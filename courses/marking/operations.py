"""Taking in what waits for a person, marking it, returning it, appealing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from accounts.models import User
from cms.pages.kinds import OPEN
from courses.assessment.models import Attempt, Evidence
from courses.assessment.opening import held
from courses.assessment.operations import AssessmentRefused, review_evidence
from courses.editions.models import Edition
from courses.marking import settling
from courses.marking.mail import appeal_letter, decision_letter, marked_letter
from courses.marking.models import Appeal, Mark, Work
from courses.marking.permissions import State, works_for_markers, works_of
from courses.marking.selectors import (
    Subject,
    appeal_until,
    marked_works_of,
    markers_of,
    rubric_most,
    score_with_people,
    subject_of,
)
from courses.study.models import Enrolment
from courses.study.operations import record_score
from letters.models import Letter
from letters.operations import post_letters

Role = Mark.Role
SHORTEST_REASON = 20


class MarkingRefused(Exception):
    """A rule said no; the message is meant for the user."""


@dataclass(frozen=True)
class Said:
    """What a person says of a work: {criterion: level}, or points where there is no rubric; and in words.

    ``seen`` is when what they read was handed in, so that nobody marks what they have not seen.
    """

    levels: Mapping[str, str] = field(default_factory=dict)
    points: Decimal | None = None
    comment: str = ""
    seen: datetime | None = None


# --- What waits ---
def receive_answers(*, attempt: Attempt) -> None:
    """Every open answer of a submitted attempt waits for a person, in one statement; again it changes nothing."""
    handed_in_at = attempt.submitted_at
    asked = [question["uid"] for question in attempt.questions if question["kind"] == OPEN]
    if handed_in_at is None or not asked:
        return
    works = [
        Work(attempt=attempt, question_uid=uid, enrolment_id=attempt.enrolment_id, handed_in_at=handed_in_at)
        for uid in asked
        if attempt.result[uid]["answered"]
    ]
    Work.objects.bulk_create(works, ignore_conflicts=True)


@transaction.atomic
def receive_evidence(*, evidence: Evidence) -> Work:
    """What was handed in waits: as the version that nobody looked at yet, else as a new one."""
    latest = Work.objects.filter(evidence=evidence).order_by("-version").first()
    if latest is not None and latest.state == State.TO_MARK:
        latest.handed_in_at = evidence.submitted_at
        latest.save(update_fields=["handed_in_at"])
        return latest
    return Work.objects.create(
        evidence=evidence, enrolment_id=evidence.enrolment_id, version=latest.version + 1 if latest else 1,
        handed_in_at=evidence.submitted_at,
    )  # fmt: skip


# --- Marking ---
@transaction.atomic
def mark_work(*, actor: User, work: Work, said: Said, at: datetime) -> Mark:
    """Say what a work is worth, in whatever role it waits for; evidence is accepted by its first mark.

    Saving twice keeps the first. Raises Work.DoesNotExist for whoever may not.
    """
    work = _held(works_for_markers(actor), work)
    if own := _own(work, actor, returned=False):
        return own
    subject = subject_of(work)
    _check_waits(work, said)
    mark = _mark(work, actor, subject, said, at)
    if mark.role == Role.APPEAL:
        _check_not_lower(work, mark)
    if mark.role == Role.FIRST:
        _look_at(work, at)
        if work.evidence is not None:
            _review(actor, work.evidence, accept=True, remark=said.comment, at=at)
    mark.save()
    action = "marking.decide" if mark.role == Role.APPEAL else "marking.mark"
    log(instance=work, action=action, user=actor, data={"role": mark.role})
    _settle(work, mark, at)
    return mark


@transaction.atomic
def return_work(*, actor: User, work: Work, said: Said, at: datetime) -> Mark:
    """Ask for a better version of evidence, saying what is missing; this version and the remark stay."""
    work = _held(works_for_markers(actor), work)
    if own := _own(work, actor, returned=True):
        return own
    if work.evidence is None or work.state != State.TO_MARK:
        raise MarkingRefused(_("Only evidence that nobody marked yet can be returned."))
    _check_waits(work, said)
    _look_at(work, at)
    _review(actor, work.evidence, accept=False, remark=said.comment, at=at)
    remark = said.comment.strip()
    mark = Mark.objects.create(work=work, marker=actor, role=Role.RETURN, comment=remark, marked_at=at)
    log(instance=work, action="marking.return", user=actor)
    _settle(work, mark, at)
    return mark


def _held(works: QuerySet[Work], work: Work) -> Work:
    """The enrolment first and the work after it, as handing in locks them."""
    enrolment = held(Enrolment.objects.all(), work.enrolment)
    rows = works.select_for_update(of=("self",)).select_related("attempt", "evidence")
    found = rows.get(pk=work.pk)
    found.enrolment = enrolment
    if found.attempt is not None:
        found.attempt.enrolment = enrolment
    return found


def _own(work: Work, actor: User, *, returned: bool) -> Mark | None:
    """What the actor said before: a form sent twice gets it again, another decision is refused."""
    own = work.marks.filter(marker=actor).first()
    if own is not None and (own.role == Role.RETURN) != returned:
        raise MarkingRefused(_("You have already said what you think of it, and it stays."))
    return own


def _check_waits(work: Work, said: Said) -> None:
    if work.state not in settling.ROLE_IN:
        raise MarkingRefused(_("Somebody else marked it in the meantime: nothing of what you wrote was kept."))
    if work.enrolment.status == Enrolment.Status.WITHDRAWN:
        raise MarkingRefused(_("This teacher left the course. Their work waits for a return."))
    if said.seen is not None and said.seen != work.handed_in_at:
        raise MarkingRefused(_("The teacher handed in something new while you read. Look at it before you save."))


def _mark(work: Work, actor: User, subject: Subject, said: Said, at: datetime) -> Mark:
    levels = _levels(subject.rubric, said.levels)
    return Mark(
        work=work,
        marker=actor,
        role=settling.ROLE_IN[work.state],
        levels=levels,
        score=_score(subject, levels, said.points),
        max_score=subject.most,
        comment=said.comment.strip(),
        marked_at=at,
    )


def _levels(rubric: Sequence[Mapping[str, Any]], chosen: Mapping[str, str]) -> list[dict[str, Any]]:
    """The rubric as it is now with the level chosen on each criterion."""
    made = []
    for criterion in rubric:
        by_points = sorted(criterion["levels"], key=lambda level: Decimal(level["points"]))
        uids = [level["uid"] for level in by_points]
        if chosen.get(criterion["uid"]) not in uids:
            raise MarkingRefused(_("Choose a level for every criterion."))
        rank = uids.index(chosen[criterion["uid"]])
        level = by_points[rank]
        made.append(
            {
                "criterion": criterion["uid"], "text": criterion["text"], "level": level["uid"],
                "level_text": level["text"], "points": level["points"], "rank": rank, "most": by_points[-1]["points"],
            }
        )  # fmt: skip
    return made


def _score(subject: Subject, levels: Sequence[Mapping[str, Any]], points: Decimal | None) -> Decimal | None:
    earned = sum((Decimal(level["points"]) for level in levels), Decimal(0))
    if levels and subject.worth is None:
        return earned
    if levels and subject.worth is not None:
        return settling.points_for(earned, rubric_most(subject.rubric), subject.worth)
    if subject.worth is None:
        return None
    if points is None or not 0 <= points <= subject.worth:
        raise MarkingRefused(_("Give from 0 to %(most)s points.") % {"most": subject.worth.normalize()})
    return settling.mean([points])


def _check_not_lower(work: Work, mark: Mark) -> None:
    stands = settling.score_of(work.given)
    if stands is not None and mark.score is not None and mark.score < stands:
        raise MarkingRefused(_("An appeal never lowers what was earned: choose at least as much as stands now."))
    if not mark.comment:
        raise MarkingRefused(_("Write to the teacher why you decide so."))


def _look_at(work: Work, at: datetime) -> None:
    """Keep a version of evidence as it is when somebody first says something of it."""
    if work.evidence is not None:
        work.text, work.frozen_at = work.evidence.text, at
        work.pieces = [str(uid) for uid in work.evidence.pieces.filter(gone_at=None).values_list("uid", flat=True)]
        work.save(update_fields=["text", "pieces", "frozen_at"])


def _review(actor: User, evidence: Evidence, *, accept: bool, remark: str, at: datetime) -> None:
    try:
        review_evidence(actor=actor, evidence=evidence, accept=accept, remark=remark, at=at)
    except AssessmentRefused as refusal:
        raise MarkingRefused(str(refusal)) from None


# --- What follows ---
def _settle(work: Work, mark: Mark, at: datetime) -> None:
    """Move the work on; once it is marked its score counts and its teacher is told."""
    given = [one.given for one in work.marks.all()]
    work.state = settling.next_state(given, sampled=_is_sampled(work, mark, at), appealed=False)
    work.save(update_fields=["state"])
    if work.state != State.MARKED:
        return
    complete = work.attempt is None or _complete(work.attempt, marked_works_of(work.attempt), mark, at)
    if mark.role == Role.APPEAL:
        post_letters([decision_letter(work, mark)], kind=Letter.Kind.DECISION, at=at)
    elif complete:
        post_letters([marked_letter(work)], kind=Letter.Kind.DECISION, at=at)


def _is_sampled(work: Work, mark: Mark, at: datetime) -> bool:
    """Only what is scored, and only where somebody else could mark it."""
    cohort = work.enrolment.cohort
    if cohort is None or mark.role != Role.FIRST or not mark.max_score:
        return False
    if not settling.is_sampled(work.uid, cohort.double_marking_percent):
        return False
    return markers_of(work.enrolment, at).exclude(pk=mark.marker_id).exists()


def _complete(attempt: Attempt, works: Mapping[str, Work], mark: Mark, at: datetime, **cause: int) -> bool:
    """Record the attempt's score with its open answers; False while one of them still waits."""
    score = score_with_people(attempt, works)
    if score is None:
        return False
    record_score(
        enrolment=attempt.enrolment,
        lesson_uid=attempt.lesson_uid,
        points=score.points,
        max_points=score.max_points,
        attempt_uid=attempt.uid,
        mark_uid=mark.uid,
        edition_id=attempt.edition_id,
        at=at,
        **cause,
    )
    return True


def count_anew(*, attempt: Attempt, edition: Edition, at: datetime) -> None:
    """A corrected key gave the attempt more points: so has its score together with people's marks."""
    works = marked_works_of(attempt)
    marks = [mark for work in works.values() for mark in work.marks.all()]
    if marks:
        last = max(marks, key=lambda mark: mark.marked_at)
        _complete(attempt, works, last, at, regraded_by_key_of=edition.number)


# --- Appeals ---
@transaction.atomic
def appeal(*, actor: User, work: Work, reason: str, at: datetime) -> Appeal:
    """Ask that another person looks at one's own marked work, once. Raises Work.DoesNotExist."""
    work = _held(works_of(actor), work)
    if former := Appeal.objects.filter(work=work).first():
        return former
    until = appeal_until(work)
    if until is None:
        raise MarkingRefused(_("It is not marked yet: there is nothing to look at again."))
    if at > until:
        raise MarkingRefused(_("The time to ask for another look has passed."))
    if len(reason.strip()) < SHORTEST_REASON:
        raise MarkingRefused(_("Say in a sentence or two what should be looked at again, and why."))
    made = Appeal.objects.create(work=work, reason=reason.strip(), asked_at=at)
    work.state = State.APPEALED
    work.save(update_fields=["state"])
    log(instance=work, action="marking.appeal", user=actor)
    deciders = markers_of(work.enrolment, at).exclude(pk__in=work.marks.values("marker"))
    post_letters([appeal_letter(work, user) for user in deciders], kind=Letter.Kind.MESSAGE, at=at)
    return made
