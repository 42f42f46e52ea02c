"""Appeals: once, in time, with a reason; another person decides, and never lowers what was earned."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from wagtail.models import ModelLogEntry

from accounts.models import User
from courses.marking.models import Appeal, Work
from courses.marking.operations import MarkingRefused, appeal
from courses.marking.permissions import works_markable_by
from courses.marking.selectors import APPEAL_DAYS
from courses.study.models import Enrolment, StudyEvent
from letters.models import Letter
from tests.accounts.factories import TeacherFactory
from tests.courses.marking.factories import (
    BADLY,
    LATER,
    WELL,
    administrator_of,
    facilitator_of,
    give,
    in_a_group,
    open_answer,
    points_of,
)

pytestmark = pytest.mark.django_db
REASON = "Mi segundo párrafo sí explica la claridad con un ejemplo."


@pytest.fixture
def enrolment() -> Enrolment:
    return in_a_group()


@pytest.fixture
def marker(enrolment: Enrolment) -> User:
    return facilitator_of(enrolment)


@pytest.fixture
def work(enrolment: Enrolment, marker: User) -> Work:
    made = open_answer(enrolment)
    give(made, marker, BADLY)
    return made


def ask(work: Work, reason: str = REASON, days: int = 1) -> Appeal:
    return appeal(actor=work.enrolment.teacher, work=work, reason=reason, at=LATER + timedelta(days=days))


def test_another_person_decides_and_the_score_follows(enrolment: Enrolment, marker: User, work: Work) -> None:
    decider = administrator_of(enrolment)
    ask(work)
    assert Work.objects.get().state == "appealed"
    assert points_of(work) == 0  # what was earned stands until then
    assert not works_markable_by(marker).exists()
    assert works_markable_by(decider).get() == work
    assert Letter.objects.get(user=decider).kind == "message"
    assert not Letter.objects.filter(user=marker).exists()
    give(work, decider, WELL, comment="Tiene razón: ahí está el ejemplo")
    assert (Work.objects.get().state, points_of(work)) == ("marked", Decimal(2))
    assert StudyEvent.objects.filter(kind="lesson.scored", payload__has_key="mark").count() == 2
    assert Letter.objects.filter(user=enrolment.teacher).count() == 2
    assert {"marking.appeal", "marking.decide"} <= set(ModelLogEntry.objects.values_list("action", flat=True))


def test_the_first_marker_does_not_decide(marker: User, work: Work) -> None:
    ask(work)
    assert give(work, marker, WELL).role == "first"
    assert Work.objects.get().state == "appealed"


def test_a_decision_never_lowers(enrolment: Enrolment) -> None:
    made = open_answer(enrolment)
    give(made, facilitator_of(enrolment), WELL)
    ask(made)
    with pytest.raises(MarkingRefused):
        give(made, administrator_of(enrolment), BADLY, comment="No")
    assert points_of(made) == 2


def test_a_decision_is_explained(enrolment: Enrolment, work: Work) -> None:
    ask(work)
    with pytest.raises(MarkingRefused):
        give(work, administrator_of(enrolment), WELL, comment=" ")


def test_it_is_asked_once(enrolment: Enrolment, work: Work) -> None:
    assert ask(work) == ask(work, "Otra razón distinta, igual de larga")
    give(work, administrator_of(enrolment), BADLY, comment="Se queda como estaba")
    ask(work, "Sigo sin estar de acuerdo con esto")
    assert (Appeal.objects.get().reason, Work.objects.get().state) == (REASON, "marked")


def test_it_needs_a_reason(work: Work) -> None:
    with pytest.raises(MarkingRefused):
        ask(work, "No")


def test_it_has_its_time(work: Work) -> None:
    with pytest.raises(MarkingRefused):
        ask(work, days=APPEAL_DAYS + 1)
    ask(work, days=APPEAL_DAYS)


def test_what_is_not_marked_is_not_appealed(enrolment: Enrolment) -> None:
    with pytest.raises(MarkingRefused):
        ask(open_answer(enrolment))


def test_nobody_appeals_for_somebody_else(marker: User, work: Work) -> None:
    for other in (TeacherFactory.create(), marker):
        with pytest.raises(Work.DoesNotExist):
            appeal(actor=other, work=work, reason=REASON, at=LATER)


def test_the_database_refuses_another_reason(work: Work) -> None:
    ask(work)
    with pytest.raises(IntegrityError), transaction.atomic():
        Appeal.objects.update(reason="otra")
