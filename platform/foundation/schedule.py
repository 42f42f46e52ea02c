"""Work that the clock drives."""

from celery import shared_task
from django.db.models import Q
from django.utils import timezone

from foundation.jobs import LOST_AFTER, run_job
from foundation.models import Job


@shared_task(name="foundation.schedule.sweep_jobs")
def sweep_jobs() -> None:
    """Send again every job that the queue lost or whose worker died."""
    horizon = timezone.now() - LOST_AFTER
    lost = Q(status=Job.Status.QUEUED, created_at__lt=horizon) | Q(status=Job.Status.RUNNING, heartbeat_at__lt=horizon)
    for job_id in Job.objects.filter(lost).values_list("pk", flat=True):
        run_job.delay(str(job_id))
