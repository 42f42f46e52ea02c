"""Publishing a new edition from its page of changes: notes first, then a job that publishes exactly what was seen."""

from collections.abc import Callable

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import log

from accounts.models import User
from cms.pages.authorship import is_own_text
from cms.pages.models import CoursePage
from cms.pages.permissions import course_pages_editable_by, course_pages_publishable_by
from cms.pages.source import CourseIncomplete
from courses.editions.canonical import digest_of
from courses.editions.comparing import MAJOR
from courses.editions.drafts import NextEdition, next_edition
from courses.editions.models import Edition
from foundation.jobs import add_problem, job, start_job, track
from foundation.models import Job

KIND = "editions.publish"
_IN_REVIEW = gettext_lazy("This course is under review: approve it there, or cancel the review first.")
_OWN_TEXT = gettext_lazy("You wrote part of this text: hand the course in for review, and somebody else publishes it.")


class PublishingRefused(Exception):
    """A rule said no; the message is meant for the user."""


@transaction.atomic
def keep_notes(*, actor: User, course: CoursePage, notes: str, raise_to_major: bool) -> None:
    """What the next edition will say to those who study; it may be written while the course is under review."""
    course = course_pages_editable_by(actor).get(pk=course.pk)
    if (course.edition_notes, course.raise_to_major) == (notes, raise_to_major):
        return
    CoursePage.objects.filter(pk=course.pk).update(edition_notes=notes, raise_to_major=raise_to_major)
    log(instance=course, action="editions.notes", user=actor, data={"major": raise_to_major})


@transaction.atomic
def start_publishing(*, actor: User, course: CoursePage) -> Job:
    """Queue the publication of the course as it is drafted now; asking twice starts it once."""
    course = course_pages_publishable_by(actor).get(pk=course.pk)
    coming = next_edition(course)
    _check(coming, actor)
    return start_job(
        KIND,
        title=_("Publishing “%(course)s”") % {"course": coming.document["course"]["title"][_source(coming)]},
        owner=actor,
        key=f"{KIND}:{course.pk}:{coming.number}:{digest_of(''.join(coming.digests))}",
        total=len(_STEPS),
        course_id=course.pk,
        digests=list(coming.digests),
    )


def _source(coming: NextEdition) -> str:
    language: str = coming.document["course"]["source_language"]
    return language


def _check(coming: NextEdition, actor: User) -> None:
    if is_own_text(actor, coming.course):
        raise PublishingRefused(_OWN_TEXT)
    if coming.course.workflow_in_progress:
        raise PublishingRefused(_IN_REVIEW)
    if coming.problems:
        raise CourseIncomplete(coming.problems)
    if coming.latest and not coming.changes:
        raise PublishingRefused(_("Nothing changed since the latest edition: there is nothing to publish."))
    if coming.kind == MAJOR and not coming.course.edition_notes.strip():
        raise PublishingRefused(_("A major change needs notes: say to those who study what is new and why."))


@job(KIND)
def publish_edition_job(job: Job, *, course_id: int, digests: list[str]) -> str:
    """Publish what was seen on the page of changes, or nothing; whatever is in the way is listed."""
    try:
        for step in track(job, _STEPS):
            step(job, course_id, digests)
    except CourseIncomplete as incomplete:
        for problem in incomplete.problems:
            add_problem(job, row=problem.page.title, reason=problem.message)
        raise
    except PublishingRefused as refusal:
        add_problem(job, row=job.title, reason=str(refusal))
        raise
    return reverse("course", args=[_latest(course_id).course.slug])


def _look(job: Job, course_id: int, _digests: list[str]) -> None:
    """Whoever asked may have lost the right meanwhile, or somebody may have handed the course in for review."""
    if job.owner is None or _publishable(job.owner, course_id) is None:
        raise PublishingRefused(_("Whoever asked for this may no longer publish the course."))
    course = CoursePage.objects.get(pk=course_id)
    if is_own_text(job.owner, course):
        raise PublishingRefused(_OWN_TEXT)
    if course.workflow_in_progress:
        raise PublishingRefused(_IN_REVIEW)


@transaction.atomic
def _publish(job: Job, course_id: int, digests: list[str]) -> None:
    course = CoursePage.objects.get(pk=course_id)
    revision = course.latest_revision or course.save_revision(user=job.owner)
    course.publish(revision, user=job.owner, skip_permission_checks=True)  # the step before asked, in our words
    edition = _latest(course_id)
    if [edition.digest, edition.keys_digest] != digests:
        raise PublishingRefused(_("Somebody changed the course meanwhile: look at the changes again."))


_STEPS: list[Callable[[Job, int, list[str]], None]] = [_look, _publish]


def _publishable(user: User, course_id: int) -> CoursePage | None:
    found: CoursePage | None = course_pages_publishable_by(user).filter(pk=course_id).first()
    return found


def _latest(course_id: int) -> Edition:
    page = CoursePage.objects.filter(pk=course_id).values("translation_key")
    return Edition.objects.select_related("course").filter(course__in=page).order_by("-number")[0]
