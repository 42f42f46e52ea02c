"""A teacher with a community project of two milestones under way."""

from datetime import UTC, datetime
from uuid import UUID

from accounts.models import User
from courses.assessment.models import Evidence
from courses.assessment.operations import submit_evidence
from courses.editions.models import Edition
from courses.projects.models import Adviser
from courses.projects.operations import name_adviser
from courses.study.models import Enrolment
from courses.study.operations import enrol
from institutes.models import Organisation
from tests.accounts.factories import TeacherFactory
from tests.cms.pages.factories import make_course

AT = datetime(2026, 3, 2, 18, tzinfo=UTC)


def make_project(teacher: User | None = None, organisation: Organisation | None = None) -> Enrolment:
    course = make_course(organisation=organisation)
    edition = Edition.objects.get(course__uid=course.translation_key)
    return enrol(teacher=teacher or TeacherFactory.create(), edition=edition, cohort=None, at=AT)


def project_uid(enrolment: Enrolment) -> UUID:
    blocks = enrolment.edition.source["modules"][0]["lessons"][0]["blocks"]
    return UUID(next(block["uid"] for block in blocks if block["type"] == "project"))


def advised(enrolment: Enrolment) -> Adviser:
    return name_adviser(
        actor=enrolment.teacher, enrolment=enrolment, project_uid=project_uid(enrolment),
        name="Doña Lupe", contact="Al lado de la escuela", agreed=True, at=AT,
    )  # fmt: skip


def first_milestone(enrolment: Enrolment) -> Evidence:
    uid = enrolment.edition.lessons.earliest("position").evidence[2]
    return submit_evidence(
        actor=enrolment.teacher, enrolment=enrolment, block_uid=UUID(uid), text="Conversamos.", upload=None, at=AT
    )
