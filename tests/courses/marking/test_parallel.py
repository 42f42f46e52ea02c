"""Two at once on a real PostgreSQL: one mark for each role, whoever clicks how often."""

from functools import partial
from typing import Any

import pytest

from courses.assessment.models import Evidence
from courses.marking.models import Mark, Work
from courses.marking.operations import MarkingRefused
from courses.study.models import StudyEvent
from letters.models import Letter
from tests.courses.assessment.test_evidence import hand_in
from tests.courses.marking.factories import (
    BADLY,
    WELL,
    administrator_of,
    evidence_work,
    facilitator_of,
    give,
    in_a_group,
    open_answer,
)
from tests.parallel import at_once

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


_at_once = partial(at_once, refusal=MarkingRefused)


def test_a_double_click_saves_one_mark() -> None:
    enrolment = in_a_group()
    work, marker = open_answer(enrolment), facilitator_of(enrolment)
    answers = _at_once(*(partial(give, work, marker, level) for level in (WELL, BADLY, WELL, BADLY)))
    assert len({answer.pk for answer in answers}) == 1
    assert Mark.objects.count() == 1
    assert StudyEvent.objects.filter(kind="lesson.scored", payload__has_key="mark").count() == 1
    assert Letter.objects.filter(user=enrolment.teacher).count() == 1


def test_two_people_at_once_give_one_mark_and_the_other_is_told() -> None:
    enrolment = in_a_group()
    work, people = open_answer(enrolment), [facilitator_of(enrolment), administrator_of(enrolment)]
    answers = _at_once(*(partial(give, work, person) for person in people))
    assert sum(isinstance(answer, MarkingRefused) for answer in answers) == 1
    assert Mark.objects.count() == 1


def test_two_people_at_once_in_the_sample_give_both_marks() -> None:
    enrolment = in_a_group(percent=100)
    work, people = open_answer(enrolment), [facilitator_of(enrolment), administrator_of(enrolment)]
    answers = _at_once(*(partial(give, work, person) for person in people))
    assert sorted(answer.role for answer in answers) == ["first", "second"]
    assert Work.objects.get().state == "marked"


def test_handing_in_while_somebody_marks_loses_nothing() -> None:
    enrolment = in_a_group()
    work, marker = evidence_work(enrolment, "Primera"), facilitator_of(enrolment)

    def again() -> Any:
        from courses.assessment.operations import AssessmentRefused

        try:
            return hand_in(enrolment, text="Segunda")
        except AssessmentRefused as refusal:
            return refusal

    _at_once(partial(give, work, marker), again)
    evidence, marked = Evidence.objects.get(), Work.objects.get()
    assert (evidence.status, marked.state) == ("accepted", "marked")
    assert marked.text == evidence.text
