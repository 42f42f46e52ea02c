"""Running long work: ``@job`` makes a function a Celery task around a Job row, ``start_job`` queues it after commit.

    @job("credentials.issue")
    def issue_all(job: Job, *, acta_id: int) -> str:
        for row in track(job, rows):          # the progress bar moves, the sweep sees a heartbeat
            ...
        return reverse("acta", args=[acta_id])  # where the result is, may be ""

The queue may lose a message or deliver it twice: a job runs only from QUEUED (or from RUNNING once its heartbeat is
stale), and ``schedule.sweep_jobs`` sends again what got lost. The function must therefore be safe to repeat.
"""

from collections.abc import Callable, Collection, Iterator
from datetime import timedelta
from functools import partial
from typing import Any, Protocol, TypeVar

import structlog
from celery import shared_task
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from foundation.models import Job

Item = TypeVar("Item")
LOST_AFTER = timedelta(minutes=5)
log = structlog.get_logger(__name__)


class JobFunction(Protocol):
    """The body of a job: gets its row and keyword arguments, returns the address of its result or ''."""

    def __call__(self, job: Job, **arguments: Any) -> str: ...


_functions: dict[str, Callable[..., str]] = {}


def job(kind: str) -> Callable[[Callable[..., str]], Callable[..., str]]:
    """Register ``function`` as the body of jobs of this kind."""

    def register(function: Callable[..., str]) -> Callable[..., str]:
        _functions[kind] = function
        return function

    return register


@transaction.atomic
def start_job(
    kind: str, *, title: str, owner: Any = None, key: str | None = None, total: int = 0, **arguments: Any
) -> Job:
    """Create the row and queue the work once the transaction commits.

    With a ``key`` the work is started once: a second call returns the first row, unless that one failed.
    """
    if key is not None:
        existing = Job.objects.select_for_update().filter(key=key).first()
        if existing and existing.status != Job.Status.FAILED:
            return existing
        Job.objects.filter(key=key).update(key=None)
    row = Job.objects.create(kind=kind, title=title, owner=owner, key=key, total=total, arguments=arguments)
    transaction.on_commit(partial(run_job.delay, str(row.pk)))
    return row


def track(job: Job, items: Collection[Item], *, every: int = 1) -> Iterator[Item]:
    """Yield ``items``, recording how many are done (each ``every``) and a heartbeat."""
    Job.objects.filter(pk=job.pk).update(done=0, total=len(items), heartbeat_at=timezone.now())
    for count, item in enumerate(items, start=1):
        yield item
        if count % every == 0 or count == len(items):
            Job.objects.filter(pk=job.pk).update(done=count, heartbeat_at=timezone.now())


def add_problem(job: Job, *, row: str, reason: str) -> None:
    """Remember that one row could not be done and why; the rest goes on."""
    job.problems.append({"row": row, "reason": reason})
    job.save(update_fields=["problems"])


def _claim(job_id: str) -> Job | None:
    now = timezone.now()
    stale = Q(status=Job.Status.RUNNING, heartbeat_at__lt=now - LOST_AFTER)
    claimed = Job.objects.filter(Q(status=Job.Status.QUEUED) | stale, pk=job_id).update(
        status=Job.Status.RUNNING, started_at=now, heartbeat_at=now
    )
    return Job.objects.select_related("owner").get(pk=job_id) if claimed else None


def _finish(row: Job, **changes: Any) -> None:
    Job.objects.filter(pk=row.pk).update(finished_at=timezone.now(), **changes)


@shared_task(name="foundation.jobs.run_job")
def run_job(job_id: str) -> None:
    """Run the job unless another worker has it; a failure is kept in the row, never raised into the queue."""
    row = _claim(job_id)
    if row is None:
        return
    try:
        result_url = _functions[row.kind](row, **row.arguments)
    except Exception as error:
        log.exception("job_failed", job=job_id, kind=row.kind)
        _finish(row, status=Job.Status.FAILED, error=f"{type(error).__name__}: {error}")
    else:
        _finish(row, status=Job.Status.DONE, result_url=result_url)
