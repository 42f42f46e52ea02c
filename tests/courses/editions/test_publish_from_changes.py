"""Publishing from the page of changes: notes, one job, exactly what was seen."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import PageLogEntry

from accounts.models import User
from cms.pages.models import CoursePage
from courses.editions.models import Edition
from courses.editions.publishing import PublishingRefused, keep_notes, start_publishing
from foundation.jobs import run_job
from foundation.models import Job
from institutes.models import Membership
from tests.courses.editions.courses import (
    blocks_of,
    correct_key,
    draft_of,
    member,
    published_course,
    reword,
    with_blocks,
)

pytestmark = pytest.mark.django_db
Role = Membership.Role
Capture = Callable[..., Any]


@pytest.fixture
def course() -> CoursePage:
    return published_course()


@pytest.fixture
def administrator(course: CoursePage) -> User:
    return member(course, Role.INSTITUTE_ADMIN)


def stored(course: CoursePage) -> CoursePage:
    found: CoursePage = CoursePage.objects.get(pk=course.pk)
    return found


def latest(course: CoursePage) -> Edition:
    return Edition.objects.filter(course=course.translation_key).order_by("-number")[0]


def test_a_minor_change_is_published_as_the_next_edition(
    course: CoursePage, administrator: User, django_capture_on_commit_callbacks: Capture
) -> None:
    reword(course)
    with django_capture_on_commit_callbacks(execute=True):
        job = start_publishing(actor=administrator, course=stored(course))
    job.refresh_from_db()
    assert job.status == Job.Status.DONE
    assert job.result_url == reverse("course", args=[course.slug])
    edition = latest(course)
    assert (edition.number, edition.kind, edition.published_by) == (2, "minor", administrator)
    assert edition.changes["reworded"] == 1
    assert PageLogEntry.objects.filter(action="wagtail.publish", user=administrator, page=course).count() == 1


def test_a_second_click_starts_nothing_new(course: CoursePage, administrator: User) -> None:
    reword(course)
    jobs = {start_publishing(actor=administrator, course=stored(course)).pk for _click in range(2)}
    assert len(jobs) == 1


def test_the_queue_may_deliver_twice(
    course: CoursePage, administrator: User, django_capture_on_commit_callbacks: Capture
) -> None:
    reword(course)
    with django_capture_on_commit_callbacks(execute=True):
        job = start_publishing(actor=administrator, course=stored(course))
    Job.objects.filter(pk=job.pk).update(status=Job.Status.QUEUED, done=0)
    run_job(str(job.pk))
    job.refresh_from_db()
    assert job.status == Job.Status.DONE
    assert latest(course).number == 2


def test_a_major_change_needs_notes_and_spends_them(
    course: CoursePage, administrator: User, django_capture_on_commit_callbacks: Capture
) -> None:
    correct_key(course)
    with pytest.raises(PublishingRefused, match="notas"):
        start_publishing(actor=administrator, course=stored(course))
    keep_notes(actor=administrator, course=course, notes="Se corrigió la clave.", raise_to_major=False)
    with django_capture_on_commit_callbacks(execute=True):
        start_publishing(actor=administrator, course=stored(course))
    assert (latest(course).kind, latest(course).notes) == ("major", "Se corrigió la clave.")
    assert stored(course).edition_notes == ""


def test_authors_may_call_a_minor_change_major_and_never_the_reverse(
    course: CoursePage, administrator: User, django_capture_on_commit_callbacks: Capture
) -> None:
    reword(course)
    keep_notes(actor=administrator, course=course, notes="Conviene releer.", raise_to_major=True)
    with django_capture_on_commit_callbacks(execute=True):
        start_publishing(actor=administrator, course=stored(course))
    assert latest(course).kind == "major"
    correct_key(course)
    keep_notes(actor=administrator, course=course, notes="Otra clave.", raise_to_major=False)
    with django_capture_on_commit_callbacks(execute=True):
        start_publishing(actor=administrator, course=stored(course))
    assert latest(course).kind == "major"
    assert not stored(course).raise_to_major


def test_nothing_is_published_when_nothing_changed(course: CoursePage, administrator: User) -> None:
    with pytest.raises(PublishingRefused):
        start_publishing(actor=administrator, course=stored(course))


@pytest.fixture
def queued(course: CoursePage, administrator: User) -> Job:
    """A job that waits while things happen."""
    reword(course)
    return start_publishing(actor=administrator, course=stored(course))


def _run(job: Job) -> Job:
    run_job(str(job.pk))
    job.refresh_from_db()
    return job


def test_what_was_changed_after_it_was_seen_is_not_published(course: CoursePage, queued: Job) -> None:
    reword(course, 1)
    job = _run(queued)
    assert job.status == Job.Status.FAILED
    assert "mientras tanto" in job.problems[0]["reason"]
    assert latest(course).number == 1
    assert draft_of(course, 1).has_unpublished_changes


def test_what_is_missing_is_listed_and_nothing_is_published(course: CoursePage, queued: Job) -> None:
    draft = draft_of(course, 1)
    with_blocks(draft, [])
    job = _run(queued)
    assert job.status == Job.Status.FAILED
    assert [problem["row"] for problem in job.problems] == [draft.title]
    assert latest(course).number == 1


def test_whoever_lost_the_right_meanwhile_publishes_nothing(course: CoursePage, queued: Job) -> None:
    Membership.objects.filter(user=queued.owner).delete()
    assert _run(queued).status == Job.Status.FAILED
    assert latest(course).number == 1


@pytest.mark.parametrize("role", [Role.AUTHOR, Role.FACILITATOR])
def test_only_whom_may_publish_starts_it(course: CoursePage, role: Membership.Role) -> None:
    reword(course)
    with pytest.raises(CoursePage.DoesNotExist):
        start_publishing(actor=member(course, role), course=stored(course))


def test_a_stranger_writes_no_notes(course: CoursePage) -> None:
    stranger = member(published_course(), Role.AUTHOR)
    with pytest.raises(CoursePage.DoesNotExist):
        keep_notes(actor=stranger, course=course, notes="Hola", raise_to_major=False)


def test_notes_are_logged_and_outlive_a_new_draft(course: CoursePage) -> None:
    author = member(course, Role.AUTHOR)
    keep_notes(actor=author, course=course, notes="Lo nuevo.", raise_to_major=True)
    assert PageLogEntry.objects.get(action="editions.notes").user == author
    draft = stored(course).get_latest_revision_as_object()
    draft.title = "Otro"
    draft.save_revision()
    assert stored(course).get_latest_revision_as_object().edition_notes == "Lo nuevo."


def test_the_form_publishes_and_leads_to_the_job(client: Client, course: CoursePage, administrator: User) -> None:
    correct_key(course)
    client.force_login(administrator)
    address = reverse("course_publish", args=[course.pk])
    refused = client.post(address, {"edition_notes": " "})
    assert refused.status_code == 422
    response = client.post(address, {"edition_notes": "Se corrigió la clave."})
    job = Job.objects.get(kind="editions.publish")
    assert response["Location"] == reverse("job", args=[job.pk])
    assert stored(course).edition_notes == "Se corrigió la clave."


def test_a_course_under_review_is_not_published_past_it(
    client: Client, course: CoursePage, administrator: User
) -> None:
    reword(course)
    page = stored(course)
    page.get_workflow().start(page, member(course, Role.AUTHOR))
    client.force_login(administrator)
    response = client.post(reverse("course_publish", args=[course.pk]), {"edition_notes": ""}, follow=True)
    assert "está en revisión" in response.content.decode()
    assert not Job.objects.exists()
    assert blocks_of(draft_of(course))


def test_ones_own_text_is_handed_in_instead(client: Client, course: CoursePage, administrator: User) -> None:
    reword(course)
    stored(course).save_revision(user=administrator)
    client.force_login(administrator)
    changes, publish = (reverse(name, args=[course.pk]) for name in ("course_changes", "course_publish"))
    page = client.get(changes).content.decode()
    assert publish not in page
    assert "Usted escribió parte de este texto" in page
    answer = client.post(publish, {"edition_notes": ""}, follow=True)
    assert "Usted escribió parte de este texto" in answer.content.decode()
    assert not Job.objects.exists()


def test_whoever_wrote_meanwhile_publishes_nothing(course: CoursePage, administrator: User, queued: Job) -> None:
    stored(course).save_revision(user=administrator)
    job = _run(queued)
    assert job.status == Job.Status.FAILED
    assert "Usted escribió parte de este texto" in job.problems[0]["reason"]
    assert latest(course).number == 1
