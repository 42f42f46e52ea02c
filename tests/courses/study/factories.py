"""Enrolments with progress, for tests of study and of the rooms above."""

from datetime import UTC, datetime
from decimal import Decimal
from uuid import UUID, uuid5

from accounts.models import User
from courses.cohorts.models import Cohort
from courses.editions.models import Edition, Lesson
from courses.study.models import Enrolment
from courses.study.operations import enrol, record_acceptance, record_evidence, record_lesson_finished, record_score
from tests.accounts.factories import TeacherFactory
from tests.courses.editions.factories import make_edition

ENROLLED = datetime(2026, 9, 1, 15, 0, tzinfo=UTC)
LATER = datetime(2026, 9, 20, 15, 0, tzinfo=UTC)


def make_enrolment(
    *,
    edition: Edition | None = None,
    teacher: User | None = None,
    cohort: Cohort | None = None,
    at: datetime = ENROLLED,
) -> Enrolment:
    """Somebody enrolled; in a cohort, ``at`` must lie within its enrolment dates."""
    edition = edition or (cohort.edition if cohort else make_edition())
    return enrol(teacher=teacher or TeacherFactory.create(), edition=edition, cohort=cohort, at=at)


def lessons_in(enrolment: Enrolment) -> list[Lesson]:
    return list(Lesson.objects.filter(edition=enrolment.edition, language="es-mx").order_by("position"))


def complete(enrolment: Enrolment, *, share: int = 100, at: datetime = LATER) -> Enrolment:
    """Finish every lesson with ``share`` percent of the points, every task handed in and accepted."""
    for lesson in lessons_in(enrolment):
        record_lesson_finished(enrolment=enrolment, lesson_uid=lesson.uid, at=at)
        total = sum(int(question["points"]) for question in lesson.questions)
        if total:
            record_score(
                enrolment=enrolment,
                lesson_uid=lesson.uid,
                points=Decimal(total * share) / 100,
                max_points=Decimal(total),
                attempt_uid=uuid5(enrolment.uid, f"{lesson.uid}:{share}"),
                at=at,
            )
        for task in lesson.evidence:
            record_evidence(enrolment=enrolment, lesson_uid=lesson.uid, block_uid=UUID(task), at=at)
            record_acceptance(enrolment=enrolment, lesson_uid=lesson.uid, block_uid=UUID(task), at=at)
    enrolment.refresh_from_db()
    return enrolment
