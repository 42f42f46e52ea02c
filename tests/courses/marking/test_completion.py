"""Completion waits until evidence was accepted; whoever enrolled under the first rule waits for nobody."""

import pytest
from django.urls import reverse

from courses.marking.models import Work
from courses.marking.operations import mark_work, return_work
from courses.study.completion import ACCEPTED, HANDED_IN
from courses.study.folding import State
from courses.study.models import Enrolment
from courses.study.operations import enrol, record_lesson_finished, refold
from tests.accounts.factories import TeacherFactory
from tests.clients import signed_in
from tests.courses.assessment.factories import NOON, lesson_called, make_edition
from tests.courses.assessment.test_evidence import hand_in
from tests.courses.marking.factories import LATER, administrator_of, answer, say

pytestmark = pytest.mark.django_db


def work_through(enrolment: Enrolment) -> Work:
    """All that the course asks of the person."""
    for name in ("Leer", "Responder", "Practicar"):
        lesson = lesson_called(enrolment.edition, name)
        record_lesson_finished(enrolment=enrolment, lesson_uid=lesson.uid, at=NOON)
    answer(enrolment)
    return Work.objects.get(evidence=hand_in(enrolment, text="Observé a mi grupo"))


def enrolled(rule: str = ACCEPTED) -> Enrolment:
    return enrol(teacher=TeacherFactory.create(), edition=make_edition(), rule=rule, at=NOON)


def test_the_acceptance_completes_the_course_by_the_second_rule() -> None:
    enrolment = enrolled()
    work = work_through(enrolment)
    enrolment.refresh_from_db()
    assert enrolment.status == "active"
    summary = signed_in(enrolment.teacher).get(reverse("study_summary", args=[enrolment.uid]))
    assert (summary.context["missing"], summary.context["unaccepted"]) == ([], 1)
    mark_work(actor=administrator_of(enrolment), work=work, said=say(), at=LATER)
    enrolment.refresh_from_db()
    assert (enrolment.status, enrolment.completed_at, enrolment.rule_version) == ("completed", LATER, "2")
    assert refold(enrolment) == State.from_json(enrolment.progress.state)


def test_what_comes_back_is_not_accepted() -> None:
    enrolment = enrolled()
    work = work_through(enrolment)
    return_work(actor=administrator_of(enrolment), work=work, said=say(comment="Falta la fecha"), at=LATER)
    enrolment.refresh_from_db()
    assert enrolment.status == "active"


def test_the_first_rule_waits_for_nobody_and_stays_with_whoever_began_under_it() -> None:
    enrolment = enrolled(HANDED_IN)
    work_through(enrolment)
    enrolment.refresh_from_db()
    assert (enrolment.status, enrolment.completed_at, enrolment.rule_version) == ("completed", NOON, "1")
