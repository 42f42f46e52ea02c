"""Computing the findings of a data cut from its frozen inputs, the first time and any time after."""

import json
from typing import Any

from django.db import transaction
from django.utils import timezone

from evaluation.analysis.pilot import METHOD_VERSION, Result, findings_of
from evaluation.findings.models import DataCut, Finding
from evaluation.findings.rendering import charts_of
from evaluation.pilots.protocol import digest
from institutes.models import Organisation

KIND = "findings.compute"


def results_of(data_cut: DataCut) -> list[Result]:
    """What the inputs say, computed now."""
    return findings_of(json.loads(data_cut.inputs))


def digest_of(results: list[Result]) -> str:
    """One fingerprint of all results and of the method that made them."""
    rows = [[row.institute, row.measure, row.n, row.statistic, row.exclusions] for row in results]
    return digest({"method": METHOD_VERSION, "results": rows})


def inputs_are_intact(data_cut: DataCut) -> bool:
    """Whether the stored inputs still have the digest that they had when they were frozen."""
    return digest(json.loads(data_cut.inputs)) == data_cut.digest


@transaction.atomic
def compute_findings(data_cut: DataCut) -> DataCut:
    """Store the findings of the cut, once: a second call changes nothing."""
    data_cut = DataCut.objects.select_for_update().get(pk=data_cut.pk)
    if data_cut.is_computed:
        return data_cut
    results = results_of(data_cut)
    codes = {row.institute for row in results if row.institute}
    institutes = {institute.code: institute for institute in Organisation.objects.filter(code__in=codes)}
    Finding.objects.bulk_create(_row(data_cut, institutes, result) for result in results)
    data_cut.findings_digest = digest_of(results)
    data_cut.method_version = METHOD_VERSION
    data_cut.charts = charts_of(results, names=_names(data_cut))
    data_cut.computed_at = timezone.now()
    data_cut.save(update_fields=["findings_digest", "method_version", "charts", "computed_at"])
    return data_cut


def _row(data_cut: DataCut, institutes: dict[str, Organisation], result: Result) -> Finding:
    return Finding(
        data_cut=data_cut,
        institute=institutes[result.institute] if result.institute else None,
        measure=result.measure,
        statistic=result.statistic,
        method_version=METHOD_VERSION,
        n=result.n,
        exclusions=result.exclusions,
    )


def _names(data_cut: DataCut) -> dict[str, Any]:
    return {site["code"]: site["name"] for site in json.loads(data_cut.inputs)["sites"]}
