"""``manage.py demo`` on a small scale: complete, marked, repeatable."""

from io import StringIO

import pytest
from django.core.management import call_command

from accounts.models import TeacherProfile, User
from certification.credentials.models import Credential
from cms.pages.models import CoursePage
from config.celery import app
from courses.cohorts.models import Cohort
from courses.editions.models import Edition
from courses.study.models import Enrolment, StudyEvent
from demonstration.content import COURSES, uid
from evaluation.instruments.models import Response
from evaluation.pilots.models import Pilot
from evaluation.publication.models import Release


@pytest.fixture(autouse=True)
def queue_stays_as_it_was() -> object:
    before = app.conf.task_always_eager
    yield
    app.conf.task_always_eager = before


def _demo(seed: int = 7) -> str:
    out = StringIO()
    call_command("demo", teachers=26, seed=seed, stdout=out)
    return out.getvalue()


@pytest.mark.django_db
def test_the_whole_story_is_there_and_marked() -> None:
    _demo()
    assert User.objects.exclude(is_demonstration=True).count() == 0
    assert Enrolment.objects.count() == 26 + 1
    assert Cohort.objects.filter(is_demonstration=True).count() == Cohort.objects.count() == 13
    assert Edition.objects.filter(is_demonstration=False).count() == 0
    assert Pilot.objects.get().is_demonstration
    completed = Enrolment.objects.filter(status="completed")
    assert completed.count() > 10
    assert all(5 <= enrolment.grade <= 10 for enrolment in completed if enrolment.grade is not None)
    assert Credential.objects.count() == completed.count() * 2 // 3
    assert Response.objects.filter(occasion__moment="post").count() > 5
    assert Release.objects.count() == 1


@pytest.mark.django_db
def test_the_second_course_waits_for_its_translators() -> None:
    _demo()
    edition = Edition.objects.get(course_id=uid(COURSES[1]))
    assert edition.languages == ["es-mx"]
    drafts = CoursePage.objects.filter(translation_key=uid(COURSES[1])).exclude(locale__language_code="es-mx")
    assert {page.locale.language_code for page in drafts} == {"hch", "nah-x-mexocc"}
    assert not any(page.live for page in drafts)


@pytest.mark.django_db
def test_a_second_run_changes_nothing_and_says_so() -> None:
    _demo()
    before = Enrolment.objects.count(), StudyEvent.objects.count(), Credential.objects.count(), Edition.objects.count()
    assert "nothing changed" in _demo()
    after = Enrolment.objects.count(), StudyEvent.objects.count(), Credential.objects.count(), Edition.objects.count()
    assert before == after


def _outcome() -> list[tuple[str, str, str]]:
    rows = TeacherProfile.objects.order_by("user__email").values_list("user__email", "curp")
    grades = dict(Enrolment.objects.values_list("teacher__email", "grade"))
    return [(email, curp, str(grades.get(email))) for email, curp in rows]


@pytest.mark.django_db(transaction=True)
def test_the_seed_decides_everything() -> None:
    from django.db import transaction

    outcomes = []
    for seed in (7, 7, 8):
        with transaction.atomic():
            _demo(seed)
            outcomes.append(_outcome())
            transaction.set_rollback(True)
    assert outcomes[0] == outcomes[1]
    assert outcomes[0] != outcomes[2]
