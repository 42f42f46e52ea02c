"""Reads of marking, with what their pages need."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from accounts.models import User
from cms.pages.html import clean_html, words
from cms.pages.kinds import OPEN
from courses.assessment.models import Attempt, Evidence, Piece
from courses.assessment.permissions import pieces_readable_by
from courses.assessment.selectors import LONG_TEXTS, task_of
from courses.cohorts.models import Cohort
from courses.cohorts.selectors import facilitators_of
from courses.marking.agreement import Agreement, icc_2_1, share, weighted_kappa
from courses.marking.models import Mark, Work
from courses.marking.permissions import State, works_markable_by, works_of, works_readable_by
from courses.study.models import Enrolment
from institutes.models import Membership, Organisation

APPEAL_DAYS = 15
# Answers the queue by the name that its address has for it.
FILTERS = {
    "por-calificar": [State.TO_MARK],
    "segunda": [State.TO_MARK_TWICE, State.TO_DECIDE],
    "revisiones": [State.APPEALED],
    "calificados": [State.MARKED, State.RETURNED],
}
TO_MARK, DONE = "por-calificar", "calificados"


@dataclass(frozen=True)
class Subject:
    """What a work says and by what it is marked; ``worth`` is None for evidence, whose rubric is its own scale."""

    title: str
    html: str
    text: str
    rubric: list[dict[str, Any]] = field(default_factory=list)
    criteria: list[str] = field(default_factory=list)
    worth: Decimal | None = None

    @property
    def most(self) -> Decimal:
        """The most that it can earn; 0 where nothing is scored."""
        return rubric_most(self.rubric) if self.worth is None else self.worth


def rubric_most(rubric: Sequence[Mapping[str, Any]]) -> Decimal:
    """The points of the best level of every criterion."""
    return sum((max(Decimal(level["points"]) for level in one["levels"]) for one in rubric), Decimal(0))


def subject_of(work: Work) -> Subject:
    """The exact text answered, or the version of the evidence: as it was marked, else as it stands."""
    if work.is_answer:
        return _answered(work)
    task = task_of(_evidence(work))
    text = work.text if work.frozen_at else _evidence(work).text
    return Subject(
        title=task.get("title") or "", html=clean_html(task.get("html") or ""), text=text,
        rubric=task.get("rubric") or [], criteria=task.get("criteria") or [],
    )  # fmt: skip


def _evidence(work: Work) -> Evidence:
    assert work.evidence is not None  # noqa: S101 (a constraint: what is no answer is evidence)
    work.evidence.enrolment = work.enrolment
    return work.evidence


def _attempt(work: Work) -> Attempt:
    assert work.attempt is not None  # noqa: S101 (its callers ask for it)
    return work.attempt


def _answered(work: Work) -> Subject:
    attempt = _attempt(work)
    question = next(one for one in attempt.questions if one["uid"] == str(work.question_uid))
    return Subject(
        title=words(question["prompt"]), html=clean_html(question["prompt"]),
        text=str(attempt.answers.get(question["uid"]) or ""), rubric=question.get("rubric") or [],
        worth=Decimal(str(question.get("points") or "1")),
    )  # fmt: skip


def pieces_of_work(work: Work, reader: Any) -> tuple[list[Piece], int]:
    """The pieces of a version that the reader may open, and how many others there are."""
    if work.is_answer:
        return [], 0
    there = Piece.objects.filter(evidence=work.evidence_id, gone_at=None)
    readable = pieces_readable_by(reader).filter(evidence=work.evidence_id).order_by("added_at", "pk")
    if work.frozen_at:
        there, readable = there.filter(uid__in=work.pieces), readable.filter(uid__in=work.pieces)
    shown = list(readable)
    return shown, there.count() - len(shown)


def with_texts(works: QuerySet[Work]) -> QuerySet[Work]:
    """With all that ``subject_of`` and a row of a list read, in one statement and one for the marks."""
    loaded = works.select_related(
        "enrolment__teacher", "enrolment__edition", "enrolment__cohort", "enrolment__institute", "attempt", "evidence"
    )
    loaded = loaded.defer(*(f"enrolment__{name}" for name in LONG_TEXTS), "attempt__result")
    return loaded.prefetch_related(Prefetch("marks", queryset=Mark.objects.order_by("marked_at", "pk")))


def queue(user: User, organisation: Organisation, *, wanted: str, cohort: Cohort | None = None) -> QuerySet[Work]:
    """What the person marks at an institute, in one of the ``FILTERS``, waiting longest first.

    What was marked comes latest first.
    """
    states = FILTERS[wanted]
    mine = works_readable_by(user) if wanted == DONE else works_markable_by(user)
    found = mine.filter(enrolment__institute=organisation, state__in=states)
    if cohort is not None:
        found = found.filter(enrolment__cohort=cohort)
    order = ("-handed_in_at", "-pk") if wanted == DONE else ("handed_in_at", "pk")
    return with_texts(found).order_by(*order)


def waiting_at(user: User, organisation: Organisation) -> QuerySet[Work]:
    """Everything that waits for the person at an institute, waiting longest first."""
    found = works_markable_by(user).filter(enrolment__institute=organisation)
    return with_texts(found).order_by("handed_in_at", "pk")


def shown_marks(work: Work, reader: User) -> list[Mark]:
    """The marks that somebody of the staff may see: while two people mark, only one's own."""
    marks = list(work.marks.all())
    if work.state in {State.TO_MARK_TWICE, State.TO_DECIDE}:
        return [mark for mark in marks if mark.marker_id == reader.pk]
    return marks


def versions_of(work: Work) -> QuerySet[Work]:
    """Former versions of the same evidence, with their marks, the latest first."""
    former = Work.objects.filter(evidence=work.evidence_id, version__lt=work.version).exclude(evidence=None)
    return with_texts(former).order_by("-version")


def markers_of(enrolment: Enrolment, on: datetime) -> QuerySet[User]:
    """Everybody who marks a teacher's work: facilitators of the group, administrators of the institute."""
    today = timezone.localdate(on)
    held = Membership.objects.filter(organisation=enrolment.institute_id, role=Membership.Role.INSTITUTE_ADMIN)
    people = Q(pk__in=held.in_force(today).order_by().values("user"))
    if enrolment.cohort is not None:
        role = facilitators_of(enrolment.cohort.organisation, today).order_by().values("pk")
        people |= Q(facilitated_cohorts=enrolment.cohort, pk__in=role)
    return User.objects.filter(people, is_active=True).exclude(pk=enrolment.teacher_id).distinct()


# --- The teacher's side ---
def marked_works_of(attempt: Attempt) -> dict[str, Work]:
    """The open answers of an attempt by question uid, with their marks."""
    works = Work.objects.filter(attempt=attempt).select_related("appeal").prefetch_related("marks")
    return {str(work.question_uid): work for work in works}


@dataclass(frozen=True)
class Score:
    """What an attempt earned together with its open answers."""

    points: Decimal
    max_points: Decimal


def score_with_people(attempt: Attempt, works: Mapping[str, Work]) -> Score | None:
    """The attempt's score once every open answer is marked; None before, and where there is none.

    An open question that was left out earns nothing of its points.
    """
    if not works or not all(work.is_marked for work in works.values()):
        return None
    asked = [Decimal(str(one.get("points") or "1")) for one in attempt.questions if one["kind"] == OPEN]
    earned = sum((work.score or Decimal(0) for work in works.values()), Decimal(0))
    return Score(attempt.counted + earned, attempt.max_points + sum(asked, Decimal(0)))


def latest_work_of(evidence: Evidence | None) -> Work | None:
    """The version of an evidence that stands now, with its marks."""
    if evidence is None:
        return None
    works = Work.objects.filter(evidence=evidence).prefetch_related("marks")
    return works.order_by("-version").first()


def lately_marked(user: User, at: datetime) -> QuerySet[Work]:
    """The person's own work that people marked in the last weeks, as long as it may be appealed."""
    lately = Mark.objects.filter(marked_at__gt=at - timedelta(days=APPEAL_DAYS)).order_by().values("work")
    own = works_of(user).filter(state__in=[State.MARKED, State.APPEALED], pk__in=lately)
    return with_texts(own).order_by("-handed_in_at", "-pk")


def appeal_until(work: Work) -> datetime | None:
    """Until when its teacher may ask for another look: None where there is nothing to look at, or it was asked."""
    marks = list(work.marks.all())
    if work.state != State.MARKED or hasattr(work, "appeal") or not marks:
        return None
    return marks[-1].marked_at + timedelta(days=APPEAL_DAYS)


# --- Agreement ---
@dataclass(frozen=True)
class CriterionAgreement:
    """How two people chose among the levels of one criterion."""

    text: str
    n: int
    equal: int
    near: int
    kappa: Agreement


def agreement_in(cohort: Cohort) -> tuple[list[CriterionAgreement], Agreement]:
    """Of the works of a group that two people marked: each criterion, and the scores as shares of what was possible."""
    twice = Mark.objects.filter(work__enrolment__cohort=cohort, work__marks__role=Mark.Role.SECOND)
    marks = twice.filter(role__in=[Mark.Role.FIRST, Mark.Role.SECOND]).order_by("work_id", "role")
    by_work: dict[int, list[Mark]] = defaultdict(list)
    for mark in marks:
        by_work[mark.work_id].append(mark)
    pairs = [(first, second) for first, second in by_work.values()]
    scores = [[_share(first), _share(second)] for first, second in pairs if first.max_score and second.max_score]
    return _by_criterion(pairs), icc_2_1(scores)


def _share(mark: Mark) -> float:
    return float((mark.score or Decimal(0)) / mark.max_score)


def _by_criterion(pairs: Sequence[tuple[Mark, Mark]]) -> list[CriterionAgreement]:
    ranks: dict[str, list[tuple[int, int]]] = defaultdict(list)
    texts: dict[str, str] = {}
    for first, second in pairs:
        chosen = second.given.ranks
        for level in first.levels:
            if level["criterion"] in chosen:
                ranks[level["criterion"]].append((int(level["rank"]), chosen[level["criterion"]]))
                texts[level["criterion"]] = level["text"]
    return [
        CriterionAgreement(
            texts[uid], len(found), round(100 * (share(found) or 0)), round(100 * (share(found, within=1) or 0)),
            weighted_kappa(found),
        )
        for uid, found in sorted(ranks.items(), key=lambda item: texts[item[0]])
    ]  # fmt: skip
