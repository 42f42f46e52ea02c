"""Two people mark a sample without seeing each other; far apart, a third decides; agreement is shown."""

from decimal import Decimal

import pytest

from courses.marking import selectors
from courses.marking.models import Work
from courses.marking.operations import MarkingRefused
from courses.marking.permissions import works_markable_by
from foundation.personal import holdings
from letters.models import Letter
from tests.courses.assessment.factories import make_enrolment
from tests.courses.marking.factories import (
    BADLY,
    WELL,
    administrator_of,
    evidence_work,
    facilitator_of,
    give,
    in_a_group,
    open_answer,
    points_of,
)

pytestmark = pytest.mark.django_db


def test_the_mean_of_both_counts_and_only_then_is_the_teacher_told() -> None:
    enrolment = in_a_group(percent=100)
    first, second = facilitator_of(enrolment), administrator_of(enrolment)
    work = open_answer(enrolment)
    assert give(work, first).role == "first"
    assert (Work.objects.get().state, points_of(work)) == ("second", None)
    assert not Letter.objects.filter(user=enrolment.teacher).exists()
    assert not works_markable_by(first).exists()
    assert give(work, second, BADLY).role == "second"
    assert (Work.objects.get().state, points_of(work)) == ("marked", Decimal(1))
    assert Letter.objects.filter(user=enrolment.teacher).count() == 1


def test_the_export_of_ones_data_tells_no_first_mark_while_the_second_is_missing() -> None:
    enrolment = in_a_group(percent=100)
    first, second = facilitator_of(enrolment), administrator_of(enrolment)
    [marks] = [holding for holding in holdings() if holding.name == "marks"]
    work = open_answer(enrolment)
    give(work, first)
    assert not marks.rows(enrolment.teacher).exists()
    give(work, second)
    assert marks.rows(enrolment.teacher).count() == 2


def test_nobody_gives_both_marks() -> None:
    enrolment = in_a_group(percent=100)
    administrator_of(enrolment)
    work, first = open_answer(enrolment), facilitator_of(enrolment)
    assert give(work, first) == give(work, first, BADLY)
    assert Work.objects.get().state == "second"


def test_where_nobody_else_could_mark_one_mark_counts() -> None:
    enrolment = in_a_group(percent=100)
    work = open_answer(enrolment)
    give(work, facilitator_of(enrolment))
    assert Work.objects.get().state == "marked"


def test_groups_without_a_share_are_marked_once() -> None:
    enrolment = in_a_group()
    administrator_of(enrolment)
    give(open_answer(enrolment), facilitator_of(enrolment))
    assert Work.objects.get().state == "marked"


def test_a_third_person_decides() -> None:
    enrolment = in_a_group(percent=100)
    people = [facilitator_of(enrolment), administrator_of(enrolment), facilitator_of(enrolment)]
    work = evidence_work(enrolment)
    give(work, people[0], WELL)
    give(work, people[1], BADLY)
    assert Work.objects.get().state == "marked"  # two levels only: one apart
    Work.objects.update(state="third")
    assert give(work, people[2], WELL).role == "third"
    assert (Work.objects.get().state, points_of(work)) == ("marked", Decimal(2))
    with pytest.raises(MarkingRefused):
        give(work, administrator_of(enrolment))


def test_agreement_of_a_group_counts_first_against_second() -> None:
    enrolment = in_a_group(percent=100)
    first, second = facilitator_of(enrolment), administrator_of(enrolment)
    for number in range(10):
        other = make_enrolment(edition=enrolment.edition)
        type(other).objects.filter(pk=other.pk).update(cohort=enrolment.cohort)
        work = open_answer(other)
        give(work, first, WELL if number % 2 else BADLY)
        give(work, second, WELL if number % 2 or number == 0 else BADLY)
    assert enrolment.cohort is not None
    [criterion], scores = selectors.agreement_in(enrolment.cohort)
    assert (criterion.text, criterion.n, criterion.equal, criterion.near) == ("Claridad", 10, 90, 100)
    assert criterion.kappa.value == pytest.approx(0.8)
    assert scores.n == 10
    assert scores.value == pytest.approx(0.8182, abs=0.01)
