"""Publishing a new edition from its page of changes: notes first, then a job that publishes exactly what was seen."""

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import log

from accounts.models import User
from cms.pages.authorship import is_own_text
from cms.pages.models import CoursePage
from cms.pages.permissions import course_pages_editable_by, course_pages_publishable_by
from cms.pages.publishing import CourseInReview
from cms.pages.source import CourseIncomplete
from courses.editions.canonical import digest_of
from courses.editions.comparing import MAJOR
from courses.editions.drafts import NextEdition, next_edition
from courses.editions.models import Edition
from foundation.jobs import add_problem, job, start_job
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
        edition = _publish(job.owner, course_id, digests)
    except CourseIncomplete as incomplete:
        for problem in incomplete.problems:
            add_problem(job, row=problem.page.title, reason=problem.message)
        raise
    except PublishingRefused as refusal:
        add_problem(job, row=job.title, reason=str(refusal))
        raise
    return reverse("course", args=[edition.course.slug])


@transaction.atomic
def _publish(actor: User | None, course_id: int, digests: list[str]) -> Edition:
    """Whoever asked may have lost the right meanwhile, or somebody may have handed the course in for review."""
    course = _publishable(actor, course_id) if actor else None
    if course is None:
        raise PublishingRefused(_("Whoever asked for this may no longer publish the course."))
    if is_own_text(actor, course):
        raise PublishingRefused(_OWN_TEXT)
    revision = course.latest_revision or course.save_revision(user=actor)
    try:
        course.publish(revision, user=actor, skip_permission_checks=True)  # asked above, in our words
    except CourseInReview as error:
        raise PublishingRefused(_IN_REVIEW) from error
    edition = Edition.objects.select_related("course").filter(course=course.translation_key).order_by("-number")[0]
    if [edition.digest, edition.keys_digest] != digests:
        raise PublishingRefused(_("Somebody changed the course meanwhile: look at the changes again."))
    return edition


def _publishable(user: User, course_id: int) -> CoursePage | None:
    found = course_pages_publishable_by(user).select_related("latest_revision").filter(pk=course_id)
    course: CoursePage | None = found.first()
    return course
