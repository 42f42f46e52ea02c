"""Reads of moving to a newer edition: what it would mean for a person, and where the people of a group stand."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from django.db.models import F, QuerySet

from accounts.models import User
from courses.assessment.models import Attempt
from courses.assessment.selectors import drafts_without_a_place
from courses.cohorts.models import Cohort
from courses.editions.models import Edition, Lesson
from courses.editions.selectors import Newer, edition_of, lesson_facts, lessons_of, newer_than
from courses.study.carried import carrying_between, outline_in
from courses.study.carrying import Fate, carried, fates
from courses.study.completion import verdict
from courses.study.folding import EVIDENCE_ACCEPTED, OPENED, State
from courses.study.models import Enrolment, Move, StudyEvent
from courses.study.permissions import enrolments_of
from courses.study.selectors import enrolments_in

BACK_DAYS = 7
LONG_TEXTS = ("source_text", "search_text")
Status = Enrolment.Status


@dataclass(frozen=True)
class Preview:
    """What a move to the newest edition means for one enrolment, lesson by lesson, and on the whole."""

    newer: Newer
    lessons: list[tuple[Lesson, Fate]]
    gone: list[Lesson]
    finished_before: int
    total_before: int
    grade: Decimal
    completes: bool
    unsent: list[Lesson]

    @property
    def edition(self) -> Edition:
        return self.newer.latest

    @property
    def done(self) -> list[Lesson]:
        return [lesson for lesson, fate in self.lessons if fate.done]

    @property
    def again(self) -> list[tuple[Lesson, Fate]]:
        """Lessons that were worked through and ask for something anew."""
        return [(lesson, fate) for lesson, fate in self.lessons if not fate.is_new and fate.asks_for_something]

    @property
    def new(self) -> list[Lesson]:
        return [lesson for lesson, fate in self.lessons if fate.is_new]


def preview_of(enrolment: Enrolment, language: str) -> Preview | None:
    """What moving to the newest edition would mean; None where there is none, or the course is not being studied."""
    newer = newer_than(enrolment.edition) if enrolment.status == Status.ACTIVE else None
    if newer is None:
        return None
    state = State.from_json(enrolment.progress.state)
    before, after = outline_in(enrolment.edition), outline_in(newer.latest)
    then = carried(state, carrying_between(enrolment.edition, newer.latest))
    rule = enrolment.completes_by
    judged = verdict(then, lesson_facts(newer.latest), pass_mark=newer.latest.pass_mark, rule=rule)
    now = {str(lesson.uid): lesson for lesson in lessons_of(newer.latest, language)}
    former = {str(lesson.uid): lesson for lesson in lessons_of(enrolment.edition, language)}
    return Preview(
        newer=newer,
        lessons=[(now[fate.uid], fate) for fate in fates(state, before, after)],
        gone=[lesson for uid, lesson in former.items() if uid not in now],
        finished_before=len(state.finished & former.keys()),
        total_before=len(former),
        grade=judged.grade,
        completes=judged.is_completed,
        unsent=_lessons_of(drafts_without_a_place(enrolment, newer.latest), former),
    )


def _lessons_of(attempts: Iterable[Attempt], lessons: dict[str, Lesson]) -> list[Lesson]:
    return [lessons[str(attempt.lesson_uid)] for attempt in attempts if str(attempt.lesson_uid) in lessons]


def behind(user: User) -> QuerySet[Enrolment]:
    """Courses that somebody studies in an edition that is no longer the newest."""
    active = enrolments_of(user).filter(status=Status.ACTIVE, course__latest__number__gt=F("edition__number"))
    shown = active.select_related("edition", "course__latest").order_by("pk")
    return shown.defer(*(f"{one}__{text}" for one in ("edition", "course__latest") for text in LONG_TEXTS))


def last_move_of(enrolment: Enrolment) -> Move | None:
    """The last move of an enrolment, with the editions that it names; asks nothing where there was none."""
    if enrolment.edition_since is None:
        return None
    moves = Move.objects.filter(enrolment=enrolment).select_related("from_edition", "to_edition")
    moves = moves.defer(*(f"{one}__{text}" for one in ("from_edition", "to_edition") for text in LONG_TEXTS))
    return moves.order_by("-moved_at", "-pk").first()


def back_until(move: Move) -> datetime:
    """Until when a move may be taken back."""
    return move.moved_at + timedelta(days=BACK_DAYS)


def worked_since(enrolment: Enrolment) -> bool:
    """Whether anything but reading happened in the edition that is studied now."""
    of_others = (OPENED, EVIDENCE_ACCEPTED)
    happened = StudyEvent.objects.filter(enrolment=enrolment, edition=None).exclude(kind__in=of_others)
    begun = Attempt.objects.filter(enrolment=enrolment, started_at__gte=enrolment.edition_since)
    return happened.exists() or begun.exists()


def may_go_back(enrolment: Enrolment, move: Move | None, at: datetime) -> bool:
    """Whether its teacher may take a move back: in time, and as long as nothing was done since."""
    if move is None or move.why == Move.Why.UNDONE or enrolment.status != Status.ACTIVE:
        return False
    return at <= back_until(move) and not worked_since(enrolment)


# --- A group ---
@dataclass(frozen=True)
class Standing:
    """A person of a group before a move: what stays done, what is to be done anew, and why they cannot move now."""

    enrolment: Enrolment
    stays: int
    again: int
    new: int
    unsent: bool

    @property
    def may_move(self) -> bool:
        return not self.unsent


def people_behind(cohort: Cohort, edition: Edition) -> QuerySet[Enrolment]:
    """Those of a group who study in an edition before this one, by surname."""
    people = enrolments_in(cohort, status=Status.ACTIVE).filter(edition__number__lt=edition.number)
    return people.defer(None).defer(*(f"edition__{text}" for text in LONG_TEXTS))  # the state is read here


def standings_of(people: Sequence[Enrolment], edition: Edition) -> list[Standing]:
    """What a move means for each, in as many statements for two as for two hundred."""
    unsent = _with_unsent(people, edition)
    return [_standing(enrolment, edition, enrolment.pk in unsent) for enrolment in people]


def _standing(enrolment: Enrolment, edition: Edition, unsent: bool) -> Standing:
    state = State.from_json(enrolment.progress.state)
    found = fates(state, outline_in(edition_of(enrolment.edition_id)), outline_in(edition))
    return Standing(
        enrolment=enrolment,
        stays=sum(fate.done for fate in found),
        again=sum(fate.read_again or fate.answer_again for fate in found),
        new=sum(fate.is_new for fate in found),
        unsent=unsent,
    )


def _with_unsent(people: Sequence[Enrolment], edition: Edition) -> set[int]:
    """Enrolments with answers begun that have no place in the other edition."""
    editions = {enrolment.pk: enrolment.edition_id for enrolment in people}
    begun = Attempt.objects.filter(enrolment__in=editions, submitted_at=None).values_list("enrolment", "lesson_uid")
    return {key for key, lesson in begun if not carrying_between(edition_of(editions[key]), edition).answers(lesson)}


def counted_by_edition(cohort: Cohort) -> list[tuple[int, int]]:
    """(number of the edition, people who study or completed it) of a group, the newest first."""
    people = Enrolment.objects.filter(cohort=cohort).exclude(status=Status.WITHDRAWN).order_by()
    numbers = list(people.values_list("edition__number", flat=True))
    return sorted(((number, numbers.count(number)) for number in set(numbers)), reverse=True)
