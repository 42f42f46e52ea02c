"""Reads of attempts and evidence, with what their pages need."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache, lru_cache
from itertools import groupby
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Count, Max, OuterRef, Prefetch, Q, QuerySet, Subquery

from accounts.models import User
from cms.pages.kinds import questions_in
from courses.assessment.arranging import arranged, arranged_like, seed_of
from courses.assessment.models import Attempt, Evidence, ExtraTime, Piece, Regrading
from courses.assessment.permissions import evidence_of, pieces_near, pieces_readable_by
from courses.assessment.regrading import Regraded, regraded
from courses.assessment.snapshots import asking_blocks_of, evidence_tasks_of, task_in, worded
from courses.assessment.timing import GRACE
from courses.editions.models import AnswerKey, Edition, Lesson
from courses.editions.selectors import edition_of
from courses.study.carried import carrying_between
from courses.study.models import Enrolment
from foundation.models import Job

# What answering never reads of an edition, and long.
LONG_TEXTS = ("edition__source_text", "edition__search_text")


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
        return max(self.submitted, key=lambda attempt: attempt.counted, default=None)

    @property
    def left(self) -> int | None:
        """How many more may be submitted; None without a limit."""
        return None if self.allowed is None else max(0, self.allowed - len(self.submitted))

    @property
    def may_answer(self) -> bool:
        return self.left is None or self.left > 0

    def waits_to_begin(self, lesson: Lesson) -> bool:
        """Whether answering is timed and has yet to begin."""
        return lesson.answer_minutes is not None and self.draft is None and self.may_answer

    @property
    def next_number(self) -> int:
        return len(self.submitted) + 1


def with_counted(attempts: QuerySet[Attempt]) -> QuerySet[Attempt]:
    """Attempts that know what they got when they were marked again, in the statement that reads them."""
    gained = Regrading.objects.filter(attempt=OuterRef("pk")).order_by("-points_after").values("points_after")[:1]
    return attempts.annotate(regraded_points=Subquery(gained))


@cache
def _in_order(*unread: str) -> QuerySet[Attempt]:
    """Put together once: every lesson's page asks it."""
    return with_counted(Attempt.objects.all()).order_by("number").defer(*unread)


def regradable_attempts(edition: Edition, user: User) -> QuerySet[Attempt]:
    """What was submitted with another key than the edition's, before it; never one's own, and not of who left."""
    answered = Attempt.objects.filter(submitted_at__isnull=False, enrolment__course=edition.course_id)
    earlier = Edition.objects.filter(course=edition.course_id, number__lt=edition.number)
    other_keys = earlier.exclude(keys_digest=edition.keys_digest).order_by().values("pk")
    before = answered.filter(Q(edition__in=other_keys) | Q(edition=None, enrolment__edition__in=other_keys))
    others = before.exclude(enrolment__teacher=user.pk)
    return others.exclude(enrolment__status=Enrolment.Status.WITHDRAWN).order_by("pk")


def marked_again(attempt: Attempt, edition: Edition) -> Regraded | None:
    """The attempt as the key of a later edition marks it; None where that no longer asks anything of it."""
    now = _asked_now(edition.pk, edition.digest, str(attempt.lesson_uid), attempt.language)
    if not any(question["uid"] in now for question in attempt.questions):
        return None
    return regraded(
        attempt.questions,
        attempt.answers,
        counted_result(attempt),
        now=now,
        keys=answer_key(edition),
        language=attempt.language,
        fallback=edition.source_language,
    )


def counted_result(attempt: Attempt) -> dict[str, Any]:
    """What marking told, or marking again if that came later."""
    latest = last_regrading(attempt)
    result: dict[str, Any] = latest.result if latest else attempt.result
    return result


def last_regrading(attempt: Attempt) -> Regrading | None:
    """The last time that the attempt was marked again."""
    return max(attempt.regradings.all(), key=lambda regrading: regrading.points_after, default=None)


@lru_cache(maxsize=256)
def _asked_now(edition_id: int, digest: str, lesson_uid: str, language: str) -> dict[str, dict[str, Any]]:
    """{question uid: the question as an edition words it} of a lesson."""
    edition = edition_of(edition_id)
    blocks = asking_blocks_in(edition, lesson_uid)
    questions = [question for block in blocks for question in questions_in(block)]
    return {str(one["uid"]): worded(one, language, edition.source_language) for one in questions}


@dataclass(frozen=True)
class RegradingPreview:
    """What marking again would do: of so many attempts so many go up; so many would go down, and stay."""

    attempts: int
    up: int
    people_up: int
    would_go_down: int


# More attempts than this are counted by a job.
PREVIEWED_AT_ONCE = 200


def previewed(attempts: Iterable[Attempt], edition: Edition) -> RegradingPreview:
    """Marks attempts again without writing anything."""
    number = up = down = 0
    people = set()
    for attempt in attempts:
        number += 1
        again = marked_again(attempt, edition)
        if again is None:
            continue
        if again.points > attempt.counted:
            up += 1
            people.add(attempt.enrolment.teacher_id)
        elif again.strictly < attempt.counted:
            down += 1
    return RegradingPreview(number, up, len(people), down)


def regrading_preview(edition: Edition, user: User) -> RegradingPreview | None:
    """What marking again would do; None where so many attempts are counted by a job that has yet to be over."""
    regradable = regradable_attempts(edition, user)
    if regradable.count() <= PREVIEWED_AT_ONCE:
        found = with_counted(regradable).select_related("enrolment").prefetch_related("regradings")
        return previewed(found, edition)
    job = Job.objects.filter(key=preview_key(edition, user), status=Job.Status.DONE).first()
    return RegradingPreview(**job.result) if job else None


def preview_key(edition: Edition, user: User) -> str:
    """Names a count for ever: another one is made once there are more attempts, or some were marked again."""
    number = regradable_attempts(edition, user).count()
    done = Regrading.objects.filter(edition=edition).count()
    return f"attempts.preview:{edition.pk}:{user.pk}:{number}:{done}"


def regradings_by(edition: Edition) -> list[dict[str, Any]]:
    """Each time that attempts were marked again with the key of an edition: by whom, why, when, how many went up."""
    rows = Regrading.objects.filter(edition=edition).order_by().values("regraded_by", "reason")
    return [dict(row) for row in rows.annotate(number=Count("pk"), last_at=Max("regraded_at")).order_by("-last_at")]


def standing(enrolment: Enrolment, lesson_uid: UUID, *, with_questions: bool = False) -> Standing:
    """The attempts at a lesson, first to last, and the edition's limit; the texts asked only if wanted."""
    asked = _in_order("result") if with_questions else _in_order("questions", "result")
    found = list(asked.filter(enrolment=enrolment, lesson_uid=lesson_uid))
    for attempt in found:
        attempt.enrolment = enrolment
    return Standing(found, allowed_in(enrolment, lesson_uid, [attempt.edition_id for attempt in found]))


def allowed_in(enrolment: Enrolment, lesson_uid: UUID, answered_in: Iterable[int | None]) -> int | None:
    """How many attempts a lesson allows in all; None without a limit.

    Those that answered other questions, in an edition before a move, count against no limit. ``answered_in`` has the
    edition of each, None for the one studied now.
    """
    allowed = enrolment.edition.attempts_allowed
    if allowed is None or enrolment.edition_since is None:
        return allowed
    former = [edition_of(edition_id) for edition_id in answered_in if edition_id is not None]
    return allowed + sum(not carrying_between(one, enrolment.edition).answers(lesson_uid) for one in former)


def standings(enrolment: Enrolment, lesson_uids: Sequence[UUID]) -> dict[UUID, Standing]:
    """The standing of each of these lessons that was tried, with the texts asked, in one statement."""
    attempts = enrolment.attempts.filter(lesson_uid__in=lesson_uids).defer("result").order_by("lesson_uid", "number")
    return {
        uid: Standing(list(of_lesson), enrolment.edition.attempts_allowed)
        for uid, of_lesson in groupby(attempts, key=lambda attempt: attempt.lesson_uid)
    }


def overdue_attempts(at: datetime) -> QuerySet[Attempt]:
    """Open attempts whose time is over, with whose they are; not those of people who left, until they are back."""
    running = Attempt.objects.filter(submitted_at=None, deadline_at__lt=at - GRACE)
    running = running.exclude(enrolment__status=Enrolment.Status.WITHDRAWN)
    return running.select_related("enrolment").defer("questions", "answers").order_by("deadline_at", "pk")


def drafts_without_a_place(enrolment: Enrolment, edition: Edition) -> list[Attempt]:
    """Attempts begun and not sent in lessons of which another edition has no longer the same questions."""
    how = carrying_between(enrolment.edition, edition)
    begun = Attempt.objects.filter(enrolment=enrolment, submitted_at=None).only("lesson_uid", "enrolment_id")
    return [attempt for attempt in begun.order_by("started_at", "pk") if not how.answers(attempt.lesson_uid)]


def extra_percent_of(enrolment: Enrolment) -> int:
    """How much longer than others the person may answer, in percent."""
    found = ExtraTime.objects.filter(pk=enrolment.pk).values_list("percent", flat=True).first()
    return found or 0


def evidence_in(enrolment: Enrolment, block_uids: Sequence[str]) -> dict[str, Evidence]:
    """What was handed in for the given tasks, by the task's uid."""
    found = enrolment.evidence.filter(block_uid__in=block_uids)
    return {str(evidence.block_uid): evidence for evidence in found}


def pieces_in(evidence: Evidence | None, reader: Any) -> Sequence[Piece]:
    """The pieces of an evidence that the reader may open, in the order in which they came."""
    if evidence is None:
        return []
    return list(pieces_readable_by(reader).filter(evidence=evidence).order_by("added_at", "pk"))


def community_of(user: User) -> QuerySet[Piece]:
    """What is kept for a community that the person is of, newest first, with whose it is."""
    found = pieces_near(user).select_related("evidence__enrolment__teacher", "evidence__enrolment__edition")
    return found.defer(*(f"evidence__enrolment__{name}" for name in LONG_TEXTS)).order_by("-added_at", "-pk")


def gone_from(evidence: Evidence | None) -> QuerySet[Piece]:
    """The traces of pieces whose files were deleted."""
    return Piece.objects.filter(evidence=evidence).exclude(gone_at=None).order_by("gone_at", "pk")


def portfolio_of(user: User) -> QuerySet[Evidence]:
    """All that a person handed in, newest first, with its pieces."""
    pieces = Piece.objects.filter(gone_at=None).order_by("added_at", "pk")
    own = evidence_of(user).select_related("enrolment__edition", "enrolment__course")
    own = own.defer(*(f"enrolment__{name}" for name in LONG_TEXTS))
    return own.prefetch_related(Prefetch("pieces", queryset=pieces)).order_by("-submitted_at", "-pk")


def with_tasks(handed_in: Iterable[Evidence]) -> list[tuple[Evidence, dict[str, Any]]]:
    """Each evidence with its task, in the language that its course was written in; ``gone`` where a newer edition,
    to which the person moved, asks for it no longer."""
    return [(evidence, task_of(evidence) | {"gone": not _is_asked(evidence)}) for evidence in handed_in]


def _is_asked(evidence: Evidence) -> bool:
    if evidence.edition_id is None:
        return True
    how = carrying_between(edition_of(evidence.edition_id), evidence.enrolment.edition)
    return str(evidence.block_uid) in how.tasks and str(evidence.lesson_uid) in how.lessons


def task_of(evidence: Evidence) -> dict[str, Any]:
    """The task that an evidence answers, as the edition words it in which it was handed in."""
    edition = edition_of(evidence.edition_id) if evidence.edition_id else evidence.enrolment.edition
    tasks = evidence_tasks_in(edition, evidence.lesson_uid, edition.source_language)
    return next((task for task in tasks if task["uid"] == str(evidence.block_uid)), {})


def returned_to(user: User) -> list[Evidence]:
    """The person's evidence that came back with remarks and is still asked for, oldest first."""
    own = Evidence.objects.filter(enrolment__teacher=user, status=Evidence.Status.RETURNED)
    own = own.exclude(enrolment__status=Enrolment.Status.WITHDRAWN)
    found = own.select_related("enrolment__edition").order_by("reviewed_at", "pk")
    return [evidence for evidence in found if _is_asked(evidence)]


# An edition never changes, so what is asked in it is read from its document once per process. Only what is looked up
# is kept: the document itself may be large.
def asking_blocks_in(edition: Edition, lesson_uid: UUID | str) -> list[dict[str, Any]]:
    """The lesson's questions and pools in every language; a fresh copy at each call."""
    found: list[dict[str, Any]] = json.loads(_asked(edition.pk, edition.digest, str(lesson_uid))[0])
    return found


def evidence_tasks_in(edition: Edition, lesson_uid: UUID | str, language: str) -> list[dict[str, Any]]:
    """The lesson's evidence tasks in one language; a fresh copy at each call."""
    found = json.loads(_asked(edition.pk, edition.digest, str(lesson_uid))[1])
    return [task_in(task, language, edition.source_language) for task in found]


@lru_cache(maxsize=1024)
def _asked(edition_id: int, _digest: str, lesson_uid: str) -> tuple[str, str]:
    document = Edition.objects.only("source_text").get(pk=edition_id).source
    asked = asking_blocks_of(document, lesson_uid), evidence_tasks_of(document, lesson_uid)
    return json.dumps(asked[0]), json.dumps(asked[1])


def arrangement(
    enrolment: Enrolment, lesson_uid: UUID | str, number: int, snapshot: list[dict[str, Any]] | None = None
) -> dict[str, list[dict[str, Any]]]:
    """{block uid: the questions it shows} in one attempt, in every language.

    An attempt that was opened shows its ``snapshot`` for good; until then the same draw is found again each time.
    """
    blocks = asking_blocks_in(enrolment.edition, lesson_uid)
    if snapshot is not None:
        return arranged_like(blocks, snapshot)
    return arranged(blocks, seed_of(settings.SECRET_KEY, enrolment.uid, lesson_uid, number))


def questions_for(
    enrolment: Enrolment,
    lesson_uid: UUID | str,
    number: int,
    language: str,
    snapshot: list[dict[str, Any]] | None = None,
) -> list[dict[str, Any]]:
    """What one attempt asks, as it keeps it: in the order shown, in one language."""
    shown = arrangement(enrolment, lesson_uid, number, snapshot).values()
    questions = [question for questions in shown for question in questions]
    fallback = enrolment.edition.source_language
    return [
        {name: part for name, part in worded(question, language, fallback).items() if name != "type"}
        for question in questions
    ]


def answer_key(edition: Edition) -> Mapping[str, Any]:
    """Right answers by question uid: for marking, not for changing and not for showing."""
    return _keys(edition.pk, edition.digest, edition.keys_digest)


@lru_cache(maxsize=64)
def _keys(edition_id: int, _digest: str, _keys_digest: str) -> Mapping[str, Any]:
    keys: dict[str, Any] = AnswerKey.objects.values_list("keys", flat=True).get(pk=edition_id)
    return keys
