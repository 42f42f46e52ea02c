"""When a course is completed (docs/domain.md).

Every lesson finished, every lesson with questions answered at least once, every evidence task handed in, and a grade
that reaches the pass mark. The grade adds the best points per lesson over all points of the edition. Rule version 2
also asks that a person accepted the evidence; whoever enrolled under version 1 is judged by that one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Protocol

from courses.study.folding import LessonState, State
from courses.study.grading_scale import grade

HANDED_IN, ACCEPTED = "1", "2"  # what each version asks of evidence
_NOTHING = LessonState()


class LessonRule(Protocol):
    """What the rule asks of one lesson."""

    @property
    def uid(self) -> str: ...

    @property
    def points(self) -> Decimal: ...

    @property
    def evidence(self) -> tuple[str, ...]: ...


@dataclass(frozen=True)
class Verdict:
    """``grade`` as it stands now; what is still missing by lesson or task uid, in reading order."""

    grade: Decimal
    pass_mark: Decimal
    to_finish: tuple[str, ...]
    to_answer: tuple[str, ...]
    to_hand_in: tuple[str, ...]
    to_be_accepted: tuple[str, ...] = ()

    @property
    def worked_through(self) -> bool:
        """Nothing is left to do for the person, whatever the grade, and whatever others have yet to do."""
        return not (self.to_finish or self.to_answer or self.to_hand_in)

    @property
    def is_completed(self) -> bool:
        return self.worked_through and not self.to_be_accepted and self.grade >= self.pass_mark


def verdict(state: State, lessons: Sequence[LessonRule], *, pass_mark: Decimal, rule: str) -> Verdict:
    """Judge a state by a version of the rule."""
    states = {lesson.uid: state.lessons.get(lesson.uid, _NOTHING) for lesson in lessons}
    asked = [lesson for lesson in lessons if lesson.points > 0]
    earned = sum((_points(states[lesson.uid], lesson.points) for lesson in asked), Fraction(0))
    tasks = [uid for lesson in lessons for uid in lesson.evidence]
    handed_in = [uid for uid in tasks if uid in state.evidence]
    return Verdict(
        grade=grade(earned, sum((lesson.points for lesson in asked), Decimal(0))),
        pass_mark=pass_mark,
        to_finish=tuple(lesson.uid for lesson in lessons if states[lesson.uid].finished_at is None),
        to_answer=tuple(lesson.uid for lesson in asked if states[lesson.uid].best is None),
        to_hand_in=tuple(uid for uid in tasks if uid not in state.evidence),
        to_be_accepted=tuple(uid for uid in handed_in if rule == ACCEPTED and uid not in state.accepted),
    )


def _points(lesson: LessonState, max_points: Decimal) -> Fraction:
    """Best share of the lesson in the edition's points: an attempt may have drawn fewer questions than there are."""
    best = lesson.counted
    return min(best.share, Fraction(1)) * Fraction(max_points) if best else Fraction(0)
