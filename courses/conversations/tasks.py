"""Writing to many people, as work that one can leave and come back to."""

from django.urls import reverse
from django.utils import timezone

from courses.conversations.delivering import deliver_announcement, deliver_mailing, in_chunks
from courses.conversations.models import Announcement, Mailing
from foundation.jobs import job, track
from foundation.models import Job


@job("conversations.mailing")
def send_mailing(job: Job, *, mailing_id: int, people: list[int]) -> str:
    """A message to each, a hundred at a time."""
    mailing = Mailing.objects.select_related("author", "cohort__organisation").get(pk=mailing_id)
    for chunk in track(job, in_chunks(people)):
        deliver_mailing(mailing, chunk, timezone.now())
    return reverse("cohort_messages", args=[mailing.cohort.organisation.code, mailing.cohort_id])


@job("conversations.announcement")
def send_announcement(job: Job, *, announcement_id: int, people: list[int]) -> str:
    """The letters of an announcement."""
    announcement = Announcement.objects.select_related("cohort__organisation", "cohort__edition").get(
        pk=announcement_id
    )
    for chunk in track(job, in_chunks(people)):
        deliver_announcement(announcement, chunk, timezone.now())
    cohort = announcement.cohort
    return reverse("announcements", args=[cohort.organisation.code, cohort.pk])
