"""The findings of a data cut as rows of a table and as charts."""

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from evaluation.analysis.pilot import Result
from evaluation.findings.charts import ChartRow, Estimate, charts_for
from evaluation.findings.models import Finding

NOT_SCALAR = ("reason", "pre_interval", "post_interval", "change_interval", "leavers", "clusters")


def charts_of(results: list[Result], *, names: dict[str, Any]) -> dict[str, str]:
    """The charts of computed results, in the platform's own language whoever asked for them."""
    by_place: dict[str, dict[str, dict[str, Any]]] = {}
    for result in results:
        by_place.setdefault(result.institute, {})[result.measure] = result.statistic
    with translation.override(settings.LANGUAGE_CODE):
        places = [*sorted(code for code in by_place if code), ""]
        return charts_for([chart_row(names.get(code, ""), by_place[code]) for code in places])


def chart_row(name: str, measures: dict[str, dict[str, Any]]) -> ChartRow:
    """One row of the charts from the statistics of one place; without a name it is the total."""
    learning = measures["learning"]
    return ChartRow(
        label=name or _("All institutes"),
        pre=_with_interval(learning["mean_pre"], learning["pre_interval"]),
        post=_with_interval(learning["mean_post"], learning["post_interval"]),
        gain=Estimate(learning["g_av"], learning["g_av_low"], learning["g_av_high"]),
        completion=_share(measures["completion"]),
        certification=_share(measures["certification"]),
        is_total=not name,
    )


def _with_interval(value: float | None, interval: list[float] | None) -> Estimate:
    low, high = interval or (None, None)
    return Estimate(value, low, high)


def _share(statistic: dict[str, Any]) -> Estimate:
    return Estimate(statistic["share"], statistic["low"], statistic["high"])


@dataclass(frozen=True)
class ResultRow:
    """One place in the evaluators' table; ``is_total`` is all institutes together."""

    code: str
    name: str
    n: int
    flow: dict[str, Any]
    learning: dict[str, Any]
    completion: dict[str, Any]
    certification: dict[str, Any]
    exclusions: dict[str, int]
    is_total: bool


def result_rows(findings: Mapping[str, Mapping[str, Finding]]) -> list[ResultRow]:
    """The rows in the order of the codes, the total last."""
    places = [*sorted(code for code in findings if code), *([""] if "" in findings else [])]
    return [_result_row(code, findings[code]) for code in places]


def _result_row(code: str, measures: Mapping[str, Finding]) -> ResultRow:
    learning = measures["learning"]
    return ResultRow(
        code=code,
        name=learning.institute.short_name if learning.institute else "",
        n=learning.n,
        flow=measures["flow"].statistic,
        learning=learning.statistic,
        completion=measures["completion"].statistic,
        certification=measures["certification"].statistic,
        exclusions=learning.exclusions,
        is_total=not code,
    )


def cut_csv_of(rows: list[ResultRow]) -> str:
    """Every scalar figure of the cut; a column per statistic, named as in docs/evaluation.md."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    for index, row in enumerate(rows):
        record = _flat(row)
        if index == 0:
            writer.writerow(record)
        writer.writerow("" if value is None else value for value in record.values())
    return out.getvalue()


def _flat(row: ResultRow) -> dict[str, Any]:
    learning = {name: value for name, value in row.learning.items() if name not in NOT_SCALAR}
    return {
        "institute": row.code or "TODOS",
        **row.flow,
        **learning,
        **{f"completion_{name}": value for name, value in row.completion.items()},
        **{f"certification_{name}": value for name, value in row.certification.items()},
        **{f"excluded_{name}": value for name, value in row.exclusions.items()},
    }
