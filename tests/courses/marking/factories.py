"""Work that waits for a mark, and people who may mark it."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from accounts.models import User
from courses.assessment.forms import parse_answers
from courses.assessment.models import Attempt
from courses.assessment.operations import open_attempt, submit_attempt
from courses.marking.models import Mark, Work
from courses.marking.operations import Said, mark_work
from courses.study.models import Enrolment
from institutes.models import Membership
from tests.courses.assessment.factories import (
    NOON,
    as_querydict,
    lesson_called,
    make_edition,
    make_enrolment,
    right_answers,
    uid,
)
from tests.courses.assessment.test_evidence import hand_in
from tests.courses.cohorts.factories import UNDER_WAY, make_cohort
from tests.institutes.factories import InstituteFactory, MembershipFactory, give_second_factor

LATER = NOON + timedelta(days=2)
WELL, BADLY = uid("level 2"), uid("level 0")
CRITERION = uid("criterion")


def in_a_group(percent: int = 0) -> Enrolment:
    """A teacher of a group of which so much is marked by two people."""
    institute = InstituteFactory.create()
    enrolment = make_enrolment(edition=make_edition(institute))
    cohort = make_cohort(edition=enrolment.edition, organisation=institute, double_marking_percent=percent, **UNDER_WAY)
    Enrolment.objects.filter(pk=enrolment.pk).update(cohort=cohort)
    return Enrolment.objects.get(pk=enrolment.pk)


def facilitator_of(enrolment: Enrolment) -> User:
    user = MembershipFactory.create(organisation=enrolment.institute, role=Membership.Role.FACILITATOR).user
    assert enrolment.cohort is not None
    enrolment.cohort.facilitators.add(user)
    return give_second_factor(user)


def administrator_of(enrolment: Enrolment) -> User:
    role = Membership.Role.INSTITUTE_ADMIN
    return give_second_factor(MembershipFactory.create(organisation=enrolment.institute, role=role).user)


def answer(enrolment: Enrolment, **other: Any) -> Attempt:
    """Submit the small course's questions, all right, with an open answer."""
    attempt = open_attempt(
        enrolment=enrolment, lesson=lesson_called(enrolment.edition, "Responder"), language="es-mx", at=NOON
    )
    answers = parse_answers(attempt.questions, as_querydict(right_answers() | other))
    return submit_attempt(actor=enrolment.teacher, attempt=attempt, answers=answers, at=NOON)


def open_answer(enrolment: Enrolment, **other: Any) -> Work:
    return Work.objects.get(attempt=answer(enrolment, **other))


def evidence_work(enrolment: Enrolment, text: str = "Observé a mi grupo") -> Work:
    return Work.objects.filter(evidence=hand_in(enrolment, text=text)).latest("version")


def say(level: str = WELL, comment: str = "Se entiende", **more: Any) -> Said:
    return Said(levels={CRITERION: level}, comment=comment, **more)


def give(work: Work, actor: User, level: str = WELL, **more: Any) -> Mark:
    return mark_work(actor=actor, work=Work.objects.get(pk=work.pk), said=say(level, **more), at=LATER)


def points_of(work: Work) -> Decimal | None:
    return Work.objects.get(pk=work.pk).score
