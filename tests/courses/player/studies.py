"""A study under way, for the player's tests."""

from courses.assessment.forms import parse_answers
from courses.assessment.models import Attempt
from courses.assessment.operations import open_attempt, review_evidence, submit_attempt, submit_evidence
from courses.study.models import Enrolment
from courses.study.operations import record_lesson_finished
from institutes.models import Membership
from tests.courses.assessment.factories import NOON, as_querydict, lesson_called, right_answers, uid
from tests.institutes.factories import MembershipFactory


def submitted_attempt(enrolment: Enrolment, **changed: str) -> Attempt:
    """An attempt with right answers, but for the fields given."""
    lesson = lesson_called(enrolment.edition, "Responder")
    attempt = open_attempt(enrolment=enrolment, lesson=lesson, language="es-mx", at=NOON)
    answers = parse_answers(attempt.questions, as_querydict(right_answers() | changed))
    return submit_attempt(actor=enrolment.teacher, attempt=attempt, answers=answers, at=NOON)


def finish_all(enrolment: Enrolment, **changed: str) -> None:
    """Everything that the rule asks for, with right answers but for the fields given."""
    for name in ("Leer", "Responder", "Practicar"):
        lesson = lesson_called(enrolment.edition, name)
        record_lesson_finished(enrolment=enrolment, lesson_uid=lesson.uid, at=NOON)
    submitted_attempt(enrolment, **changed)
    task = lesson_called(enrolment.edition, "Practicar").evidence[0]
    evidence = submit_evidence(
        actor=enrolment.teacher, enrolment=enrolment, block_uid=task, text="Listo", upload=None, at=NOON
    )
    marker = MembershipFactory.create(organisation=enrolment.institute, role=Membership.Role.INSTITUTE_ADMIN).user
    review_evidence(actor=marker, evidence=evidence, accept=True, remark="", at=NOON)
    assert str(task) == uid("task")
