"""What was handed in and reviewed before there was a queue finds its place in it."""

from importlib import import_module

import pytest
from django.apps import apps

from courses.assessment.models import Evidence
from courses.assessment.operations import review_evidence
from courses.marking.models import Mark, Work
from courses.study.models import Enrolment
from tests.courses.assessment.test_evidence import hand_in
from tests.courses.marking.factories import LATER, administrator_of, answer, evidence_work, give, in_a_group

pytestmark = pytest.mark.django_db
take_in = import_module("courses.marking.migrations.0003_take_in_what_was_handed_in").take_in


@pytest.fixture
def enrolment() -> Enrolment:
    return in_a_group()


def _before(accept: bool | None, enrolment: Enrolment) -> Evidence:
    evidence = hand_in(enrolment)
    if accept is not None:
        staff = administrator_of(enrolment)
        review_evidence(actor=staff, evidence=evidence, accept=accept, remark="Dicho antes", at=LATER)
    Work.objects.all().delete()
    take_in(apps, None)
    take_in(apps, None)
    return evidence


def test_open_answers_wait(enrolment: Enrolment) -> None:
    attempt = answer(enrolment)
    Work.objects.all().delete()
    take_in(apps, None)
    take_in(apps, None)
    assert Work.objects.get().attempt == attempt


def test_evidence_that_waited_waits(enrolment: Enrolment) -> None:
    _before(None, enrolment)
    work = Work.objects.get()
    assert (work.state, work.frozen_at, work.version) == ("to_mark", None, 1)
    give(work, administrator_of(enrolment))


@pytest.mark.parametrize(("accept", "state", "role"), [(True, "marked", "first"), (False, "returned", "return")])
def test_a_review_becomes_a_mark(enrolment: Enrolment, accept: bool, state: str, role: str) -> None:
    evidence = _before(accept, enrolment)
    work, mark = Work.objects.get(), Mark.objects.get()
    assert (work.state, work.text, work.frozen_at) == (state, evidence.text, LATER)
    assert (mark.role, mark.comment, mark.marked_at) == (role, "Dicho antes", LATER)


def test_what_came_back_is_handed_in_as_the_next_version(enrolment: Enrolment) -> None:
    _before(False, enrolment)
    assert evidence_work(enrolment, "Mejor").version == 2
