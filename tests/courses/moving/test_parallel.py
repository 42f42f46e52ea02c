"""Two at once on a real PostgreSQL: one move, and an answer is either before it or after it."""

from datetime import timedelta
from functools import partial

import pytest

from courses.assessment.models import Attempt
from courses.assessment.operations import AssessmentRefused, open_attempt, submit_attempt
from courses.moving.operations import move_to_edition, take_back
from courses.moving.refusals import MovingRefused
from courses.study.folding import State
from courses.study.models import Enrolment, Move, Progress, StudyEvent
from courses.study.operations import record_lesson_finished, refold
from tests.courses.moving.factories import LATER, SOON, behind
from tests.courses.study.factories import lessons_in
from tests.parallel import at_once

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]

_at_once = partial(at_once, refusal=(MovingRefused, AssessmentRefused))


def holds(enrolment: Enrolment) -> bool:
    """The stored state is the fold of the events."""
    row = Enrolment.objects.select_related("edition").get(pk=enrolment.pk)
    return State.from_json(Progress.objects.get(pk=row.pk).state) == refold(row)


def test_a_double_click_moves_once() -> None:
    enrolment, newer = behind()
    call = partial(move_to_edition, actor=enrolment.teacher, enrolment=enrolment, edition=newer, at=SOON)
    answers = _at_once(call, call, call)
    assert sum(isinstance(answer, Move) for answer in answers) == 1
    assert Move.objects.count() == 1


def test_an_answer_at_the_same_moment_counts_before_the_move_or_after_it() -> None:
    enrolment, newer = behind()
    attempt = open_attempt(
        enrolment=enrolment, lesson=lessons_in(enrolment)[0], language="es-mx", at=SOON - timedelta(hours=1)
    )
    answers = {question["uid"]: question["options"][0]["uid"] for question in attempt.questions}
    _at_once(
        partial(move_to_edition, actor=enrolment.teacher, enrolment=enrolment, edition=newer, at=SOON),
        partial(submit_attempt, actor=enrolment.teacher, attempt=attempt, answers=answers, at=SOON),
    )
    sent, scored = Attempt.objects.get(), StudyEvent.objects.get(kind="lesson.scored")
    assert (Move.objects.count(), sent.submitted_at) == (1, SOON)
    assert sent.edition_id == scored.edition_id
    assert holds(enrolment)


def test_beginning_to_answer_what_changes_is_refused_or_goes_before_the_move() -> None:
    enrolment, newer = behind()
    changing = lessons_in(enrolment)[2]
    _at_once(
        partial(move_to_edition, actor=enrolment.teacher, enrolment=enrolment, edition=newer, at=SOON),
        partial(open_attempt, enrolment=enrolment, lesson=changing, language="es-mx", at=SOON),
    )
    [begun] = Attempt.objects.all()
    enrolment.refresh_from_db()
    # Either the answers begun hold the move back, or they were begun in the new edition with its questions.
    assert len(begun.questions) == (3 if enrolment.edition == newer else 2)


def test_going_back_and_working_on_at_the_same_moment_loses_nothing() -> None:
    enrolment, newer = behind()
    move_to_edition(actor=enrolment.teacher, enrolment=enrolment, edition=newer, at=SOON)
    first = lessons_in(Enrolment.objects.get(pk=enrolment.pk))[0]
    _at_once(
        partial(take_back, actor=enrolment.teacher, enrolment=enrolment, at=LATER),
        partial(record_lesson_finished, enrolment=enrolment, lesson_uid=first.uid, at=LATER),
    )
    assert str(first.uid) in State.from_json(Progress.objects.get(pk=enrolment.pk).state).finished
    assert holds(enrolment)
