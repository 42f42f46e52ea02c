"""Publishing a long course: the first time, again with one changed lesson, again with every lesson changed."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from unittest.mock import patch

from bench.courses import large_course, reword
from bench.measuring import Measured, measured
from cms.pages.models import CoursePage, LessonPage
from courses.editions.operations import Told
from courses.editions.publishing import start_publishing
from foundation.jobs import run_job
from foundation.models import Job
from institutes.models import Membership
from tests.institutes.factories import MembershipFactory


@dataclass(frozen=True)
class Published:
    """One publication: as the operation inside the job, and as the whole job with its own bookkeeping."""

    name: str
    changed: int
    job: Measured
    operation: Measured


def publish_long_course(*, lessons: int, questions: int) -> list[Published]:
    course = large_course(lessons=lessons, questions=questions)
    membership = MembershipFactory.create(role=Membership.Role.INSTITUTE_ADMIN, organisation=course.organisation)
    pages = list(LessonPage.objects.descendant_of(course).order_by("path"))
    found = []
    for name, changed in (("first publication", lessons), ("one changed lesson", 1), ("every lesson changed", lessons)):
        if name != "first publication":
            for page in pages[:changed]:
                reword(LessonPage.objects.get(pk=page.pk))
        CoursePage.objects.filter(pk=course.pk).update(edition_notes=Told("Lo nuevo.").notes)
        job = start_publishing(actor=membership.user, course=course)
        with measured() as whole, _operation() as operation:
            run_job(str(job.pk))
        job.refresh_from_db()
        if job.status != Job.Status.DONE:
            raise RuntimeError(job.error)
        found.append(Published(name, changed, whole, operation))
    return found


@contextmanager
def _operation() -> Iterator[Measured]:
    """Measures what ``CoursePage.publish`` does within the job."""
    figures, publish = Measured(), CoursePage.publish

    def counted(page: CoursePage, *arguments: Any, **named: Any) -> None:
        with measured() as once:
            publish(page, *arguments, **named)
        figures.seconds, figures.statements = once.seconds, once.statements

    with patch.object(CoursePage, "publish", counted):
        yield figures
