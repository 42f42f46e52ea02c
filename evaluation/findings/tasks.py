"""The deferred half of a data cut."""

from typing import Any

from evaluation.findings.computing import KIND, compute_findings
from evaluation.findings.models import DataCut
from foundation.jobs import job, track
from foundation.models import Job


@job(KIND)
def compute(job: Job, *, data_cut_id: int, result: str = "", **_more: Any) -> str:
    """Compute and store the findings; safe to repeat."""
    for data_cut in track(job, [DataCut.objects.get(pk=data_cut_id)]):
        compute_findings(data_cut)
    return result
